/**
 * `shield`: waiting for something that must not be cancelled along with the waiter.
 *
 * After CPython 3.13 `Lib/asyncio/tasks.py`, `shield`.
 */
import { type Awaitable, type AwaitedResult, ensureFuture, Future } from '@asyncio-ts/tasks';

import { checkAwaitable } from './arguments.js';
import { copyOutcome, markRetrieved } from './outcome.js';

/**
 * A future that ends as `aw` does, but takes no cancellation to it.
 *
 *     yield* shield(saveToDisk()); // cancelled here, the task goes on saving
 *
 * The waiter still gets its `CancelledError`. If `aw` itself is cancelled, so is the future. Nothing of a shield that
 * was cancelled stays behind on `aw`.
 *
 * Differs from CPython: a task that nobody holds does not vanish before its end; the loop keeps it.
 *
 * @param aw - a coroutine, which becomes a task, or a future, task or promise
 * @returns the future; `aw` itself if it is one and done
 * @suspends never; awaiting the future does
 * @throws {TypeError} `aw` cannot be awaited
 * @throws {RuntimeError} `aw` is a coroutine or a promise, and no loop is running
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `shield`
 */
export function shield<A extends Awaitable<unknown>>(aw: A): Future<AwaitedResult<A>> {
  checkAwaitable(aw);
  const inner = ensureFuture(aw);
  if (inner.done()) return inner;
  const outer = new Future<AwaitedResult<A>>({ loop: inner.getLoop() });
  const onInnerDone = (): void => {
    if (outer.cancelled()) markRetrieved(inner);
    else if (inner.cancelled()) outer.cancel();
    else copyOutcome(inner, outer);
  };
  inner.addDoneCallback(onInnerDone);
  outer.addDoneCallback(() => {
    inner.removeDoneCallback(onInnerDone);
  });
  return outer;
}
