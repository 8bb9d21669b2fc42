/** `async for`, with the loop's body as a function. */
import { type Coroutine, CoroutineObject, isCoroutine, isFuture, type Yieldable } from '@asyncio-ts/tasks';
import { describe } from '@asyncio-ts/tasks/internal';

import { aiter, type AsyncCursor, type AsyncLoopable, checkLoopable } from './async-iterable.js';

/** Returned by the body of an `asyncFor`, ends the loop. */
export const BREAK: unique symbol = Symbol('BREAK');

/**
 * Runs `body` for each item: Python's `async for value in iterable: …`.
 *
 *     yield* asyncFor(queue, function* (job) {
 *       yield* handle(job);
 *       return job.last ? BREAK : undefined;
 *     });
 *
 * What `body` returns is Python's `break` if it is `BREAK`, and `continue` whatever else it is. To `break` out of several
 * loops, or `return` from the function around, loop with `iterate`.
 *
 * Differs from CPython: when the loop ends early, by `BREAK` or by an error, the cursor is closed before anything else
 * happens. Python leaves a generator half run until it is collected.
 *
 * @param iterable - what has `aiter()`, a native async iterable, or a plain iterable
 * @param body - is given the item; a generator function, or whatever makes a coroutine or future
 * @returns true if it came to its end, false if `body` broke out: where Python's `else` block runs
 * @suspends when the iterable or the body does
 * @throws {TypeError} `iterable` cannot be looped over, or `body` is not a function; when awaited: `body` made neither a
 *   coroutine nor a future, and the cursor was closed
 * @throws what the cursor and `body` throw
 * @see Python reference, "The async for statement"
 */
export function asyncFor<T>(
  iterable: AsyncLoopable<T>,
  body: (value: T) => Yieldable<unknown>,
): CoroutineObject<boolean> {
  checkLoopable(iterable);
  if (typeof body !== 'function') throw notABody(describe(body));
  return new CoroutineObject(loopOver(iterable, body), 'asyncFor');
}

function* loopOver<T>(
  iterable: AsyncLoopable<T>,
  body: (value: T) => Yieldable<unknown>,
): Coroutine<boolean> {
  const cursor: AsyncCursor<T> = aiter(iterable);
  let inBody = false;
  try {
    for (;;) {
      const step = yield* cursor.anext();
      if (step.done === true) return true;
      inBody = true;
      if ((yield* checkCoroutine(body(step.value), body)) === BREAK) return false;
      inBody = false;
    }
  } finally {
    // A cursor that threw has closed itself.
    if (inBody && cursor.aclose !== undefined) yield* cursor.aclose();
  }
}

/** A plain function as body is a mistake that types do not see in JavaScript, nor where it returns an array. */
function checkCoroutine(made: Yieldable<unknown>, body: unknown): Yieldable<unknown> {
  if (isCoroutine(made) || isFuture(made)) return made;
  throw notABody(`${describe(body)}, which returned ${describe(made)}`);
}

function notABody(got: string): TypeError {
  return new TypeError(
    `asyncFor() needs a body that makes coroutines, got ${got}\n  Write it as function* (value) { … }`,
  );
}
