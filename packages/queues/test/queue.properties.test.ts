import type { Coroutine } from '@asyncio-ts/tasks';
import { type Stage, unhurried } from '@asyncio-ts/test-kit';
import { holdsFor, scripts } from '@asyncio-ts/test-kit/programs';
import fc from 'fast-check';
import { describe, it } from 'vitest';

import { type Order, WatchedQueue } from './watched-queue.js';

const ops = [
  'put',
  'put',
  'put',
  'put for a second',
  'put now',
  'get',
  'get',
  'get',
  'get for a second',
  'get now',
  'say that one is done',
  'say that one is done',
  'join',
  'join for a second',
  'end',
] as const;

/** Numbers that all differ, in an order that is neither rising nor falling. */
function* numbers(): Generator<number, never> {
  // eslint-disable-next-line asyncio/no-bare-yield -- a plain generator, not a coroutine
  for (let i = 1; ; i++) yield (i * 619) % 1009;
}

interface Tools {
  readonly queue: WatchedQueue;
  readonly items: Iterator<number, never>;
  readonly isImmediate: boolean;
}

function* use(
  stage: Stage,
  { queue, items, isImmediate }: Tools,
  script: readonly (typeof ops)[number][],
): Coroutine<void> {
  for (const op of script) {
    yield* stage.step(op);
    if (op === 'put') yield* queue.put(items.next().value);
    if (op === 'put for a second') yield* stage.within(1, queue.put(items.next().value));
    if (op === 'put now') queue.putNowait(items.next().value);
    if (op === 'get') yield* queue.get();
    if (op === 'get for a second') yield* stage.within(1, queue.get());
    if (op === 'get now') queue.getNowait();
    if (op === 'say that one is done') queue.taskDone();
    if (op === 'join') yield* queue.join();
    if (op === 'join for a second') yield* stage.within(1, queue.join());
    if (op === 'end') queue.shutdown(isImmediate);
  }
}

describe.each<{ what: string; order: Order }>([
  { what: 'a queue', order: 'first in, first out' },
  { what: 'a LIFO queue', order: 'last in, first out' },
  { what: 'a priority queue', order: 'smallest first' },
])('$what', ({ order }) => {
  it(
    'gives each item once, in its order, and keeps nobody who need not wait, whatever its users do',
    unhurried,
    () => {
      holdsFor(
        [scripts(ops), fc.integer({ min: 0, max: 3 }), fc.boolean()],
        (stage, all, maxsize, isImmediate) => {
          const tools = { queue: new WatchedQueue(stage, maxsize, order), items: numbers(), isImmediate };
          stage.each(all, (script) => use(stage, tools, script));
          stage.cancelHangers(); // nobody may put or get
        },
      );
    },
  );
});
