/** The two ways to iterate over `asCompleted`, to the end. */
import type { Coroutine, Future } from '@asyncio-ts/tasks';

import type { AsCompleted } from '../src/index.js';

/** All results, by plain iteration. */
export function* results<A>(items: AsCompleted<A>): Coroutine<unknown[]> {
  const all: unknown[] = [];
  for (const next of items) all.push(yield* next);
  return all;
}

/** All futures, by the protocol of `asyncFor`. */
export function* itemsOf<A>(items: AsCompleted<A>): Coroutine<Future<unknown>[]> {
  const all: Future<unknown>[] = [];
  const cursor = items.aiter();
  for (;;) {
    const step = yield* cursor.anext();
    if (step.done === true) return all;
    all.push(step.value);
  }
}
