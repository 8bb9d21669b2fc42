/**
 * `wait`: waiting for some of several futures, without touching them.
 *
 * After CPython 3.13 `Lib/asyncio/tasks.py`, `wait` and `_wait`.
 */
import {
  type Coroutine,
  CoroutineObject,
  ensureFuture,
  Future,
  getRunningLoop,
  isCoroutine,
  ValueError,
} from '@asyncio-ts/tasks';
import { describe } from '@asyncio-ts/tasks/internal';

import { checkAwaitable, checkSeconds } from './arguments.js';
import { distinct, type FutureOf } from './operands.js';
import { outcomeOf } from './outcome.js';

/** `wait` returns when one is done. */
export const FIRST_COMPLETED = 'FIRST_COMPLETED';
/** `wait` returns when one fails, or all are done. */
export const FIRST_EXCEPTION = 'FIRST_EXCEPTION';
/** `wait` returns when all are done. */
export const ALL_COMPLETED = 'ALL_COMPLETED';

/** When `wait` returns. */
export type ReturnWhen = typeof FIRST_COMPLETED | typeof FIRST_EXCEPTION | typeof ALL_COMPLETED;

/** How to wait. */
export interface WaitOptions {
  /** Seconds after which it returns in any case; `undefined` or `null`, the default: no limit. */
  readonly timeout?: number | null | undefined;
  /** Default: `ALL_COMPLETED`. */
  readonly returnWhen?: ReturnWhen | undefined;
}

/** The futures that are done and the others, both in the order given. */
export type WaitResult<F> = readonly [done: Set<FutureOf<F>>, pending: Set<FutureOf<F>>];

/**
 * Waits until some or all of several futures are done.
 *
 *     const [done, pending] = yield* wait(tasks, { returnWhen: FIRST_COMPLETED });
 *
 * It never throws what they throw, does not cancel those that are left, and a time-out is no error. Being cancelled
 * itself, it leaves them running. Nothing of it stays behind on them.
 *
 * @param aws - tasks, futures or promises, for which the sets hold a future; not coroutines
 * @param options - `timeout` in seconds, `returnWhen`
 * @suspends always, for a turn even if all are done
 * @throws {TypeError} when called: `aws` is no collection of futures, or `timeout` not a number
 * @throws {ValueError} when called: `aws` is empty, `returnWhen` unknown, or `timeout` NaN
 * @throws {CancelledError} the task was cancelled while it waited
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `wait`
 */
export function wait<F extends Future<unknown> | Promise<unknown>>(
  aws: Iterable<F>,
  { timeout, returnWhen = ALL_COMPLETED }: WaitOptions = {},
): CoroutineObject<WaitResult<F>> {
  const items = distinct(aws, (got) => `expect a list of futures, not ${got}\n  Write wait([task])`);
  if (items.size === 0)
    throw new ValueError('Set of Tasks/Futures is empty.\n  Give wait() one future at least');
  if (![FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED].includes(returnWhen)) {
    const known = 'Use FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED';
    throw new ValueError(`Invalid return_when value: ${describe(returnWhen)}\n  ${known}`);
  }
  for (const item of items) checkItem(item);
  return new CoroutineObject(waitAndSort(items, checkSeconds('timeout', timeout), returnWhen), 'wait');
}

function* waitAndSort<F extends Future<unknown> | Promise<unknown>>(
  items: ReadonlySet<F>,
  timeout: number | undefined,
  returnWhen: ReturnWhen,
): Coroutine<WaitResult<F>> {
  const futures = [...items].map((item) => ensureFuture(item));
  yield* waitUntilEnough(futures, timeout, returnWhen);
  const done = new Set<Future<unknown>>();
  const pending = new Set<Future<unknown>>();
  for (const future of futures) (future.done() ? done : pending).add(future);
  return [done, pending] as unknown as WaitResult<F>; // ensureFuture keeps the class of futures
}

/** Waits until the condition holds, or time is over. What finished meanwhile is looked at by the caller. */
function* waitUntilEnough(
  futures: readonly Future<unknown>[],
  timeout: number | undefined,
  returnWhen: ReturnWhen,
): Coroutine<void> {
  const loop = getRunningLoop();
  const waiter = new Future<void>();
  const release = (): void => {
    if (!waiter.done()) waiter.setResult();
  };
  const timer = timeout === undefined ? undefined : loop.callLater(timeout, release);
  let left = futures.length;
  const onDone = (future: Future<unknown>): void => {
    left--;
    if (left > 0 && !isEnough(future, returnWhen)) return;
    timer?.cancel();
    release();
  };
  for (const future of futures) future.addDoneCallback(onDone);
  try {
    yield* waiter;
  } finally {
    timer?.cancel();
    for (const future of futures) future.removeDoneCallback(onDone);
  }
}

/** Is one future that is done a reason to return while others are not? */
function isEnough(future: Future<unknown>, returnWhen: ReturnWhen): boolean {
  if (returnWhen !== FIRST_EXCEPTION) return returnWhen === FIRST_COMPLETED;
  return !future.cancelled() && outcomeOf(future).failed;
}

function checkItem(item: unknown): void {
  if (isCoroutine(item)) {
    const message = 'Passing coroutines is forbidden, use tasks explicitly.';
    throw new TypeError(`${message}\n  Write createTask(coroutine) for ${describe(item)}`);
  }
  checkAwaitable(item);
}
