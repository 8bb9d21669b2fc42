/**
 * `waitFor`: one awaitable, with a limit of time.
 *
 * After CPython 3.13 `Lib/asyncio/tasks.py`, `wait_for` and `_cancel_and_wait`.
 */
import { timeout as timeoutScope } from '@asyncio-ts/structured';
import {
  type Awaitable,
  type AwaitedResult,
  CancelledError,
  type Coroutine,
  CoroutineObject,
  ensureFuture,
  Future,
  TimeoutError,
} from '@asyncio-ts/tasks';

import { checkAwaitable, checkSeconds } from './arguments.js';
import { toYieldable } from './operands.js';

/**
 * Waits for `aw`, but no longer than `timeout` seconds: then it is cancelled, and `waitFor` throws once it has ended.
 *
 *     const page = yield* waitFor(fetchPage(url), 2);
 *
 * If it has a result in spite of that, the result is returned; if it throws another error, that is thrown. To leave it
 * running, wrap it in `shield`. With a `timeout` of 0 or less, a coroutine is never started, and only what is done
 * already gives its result.
 *
 * @param aw - a coroutine, future, task or promise
 * @param timeout - seconds; `undefined` or `null`: no limit
 * @returns the result of `aw`
 * @suspends when `aw` does
 * @throws {TimeoutError} time was over; `cause` is the `CancelledError`
 * @throws {CancelledError} the task was cancelled while it waited; `aw` then is, too
 * @throws what `aw` throws
 * @throws {TypeError} when called: `aw` cannot be awaited, or `timeout` is not a number
 * @throws {ValueError} when called: `timeout` is NaN
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `wait_for`
 */
export function waitFor<A extends Awaitable<unknown>>(
  aw: A,
  timeout: number | null | undefined,
): CoroutineObject<AwaitedResult<A>> {
  const seconds = checkSeconds('timeout', timeout);
  checkAwaitable(aw);
  if ((seconds ?? Infinity) <= 0) return new CoroutineObject(resultOrCancel(aw), 'waitFor');
  return timeoutScope(seconds, () => toYieldable(aw), 'waitFor'); // a coroutine runs in this task, not in one of its own
}

function* resultOrCancel<A extends Awaitable<unknown>>(aw: A): Coroutine<AwaitedResult<A>> {
  const future = ensureFuture(aw);
  if (future.done()) return future.result();
  yield* cancelAndWait(future);
  try {
    return future.result();
  } catch (error) {
    // CancelledError: the one that was asked for above; the task that waits was not cancelled.
    if (error instanceof CancelledError) throw new TimeoutError('', { cause: error });
    throw error;
  }
}

/** Cancels `future` and waits for its end. Not by awaiting it: then a cancellation of this task would go astray. */
function* cancelAndWait(future: Future<unknown>): Coroutine<void> {
  const waiter = new Future<void>();
  const release = (): void => {
    if (!waiter.done()) waiter.setResult();
  };
  future.addDoneCallback(release);
  try {
    future.cancel();
    yield* waiter;
  } finally {
    future.removeDoneCallback(release);
  }
}
