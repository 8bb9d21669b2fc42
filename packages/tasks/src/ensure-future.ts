/** Turning anything that can be awaited into a future. */
import { ValueError } from '@asyncio-ts/contextvars';
import type { EventLoop } from '@asyncio-ts/loop';
import { describe } from '@asyncio-ts/loop/internal';

import type { AnyCoroutine, Awaitable, AwaitedResult, Coroutine, Yieldable } from './awaitable.js';
import { CoroutineObject } from './coroutine.js';
import { createTask } from './create-task.js';
import { isCoroutine, NEW } from './frame.js';
import { fromPromise, isPromiseLike } from './from-promise.js';
import { Future, type FutureOptions } from './future.js';
import { isNative } from './generator.js';
import { refuseForeign } from './version-mark.js';

/**
 * A future of `awaitable`: itself if it is one, a task for a coroutine, a future that follows a promise.
 *
 * @param options - `loop`: default the running one
 * @suspends never
 * @throws {TypeError} `awaitable` cannot be awaited
 * @throws {RuntimeError} it is a future of another copy of this package
 * @throws {ValueError} it is a future of another loop than the one given
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `ensure_future`
 */
export function ensureFuture<A extends Awaitable<unknown>>(
  awaitable: A,
  options: FutureOptions = {},
): Future<AwaitedResult<A>> {
  return toFuture(awaitable, options.loop) as Future<AwaitedResult<A>>;
}

function toFuture(awaitable: unknown, loop: EventLoop | undefined): Future<unknown> {
  if (isNative(awaitable)) return startOrClose(awaitable, loop); // most that are gathered, found out quickly
  if (awaitable instanceof Future) return checkLoop(awaitable, loop);
  if (isCoroutine(awaitable)) return startOrClose(awaitable, loop);
  refuseForeign(awaitable); // a promise for what it shows, but cancelling would not reach it
  if (isPromiseLike(awaitable)) return fromPromise(awaitable, { loop });
  if (isYieldable(awaitable)) return createTask(awaitIt(awaitable), { loop });
  const call = typeof awaitable === 'function' ? `\n  Call it first: ${awaitable.name || 'f'}()` : '';
  throw new TypeError(
    `An asyncio.Future, a coroutine or an awaitable is required, got ${describe(awaitable)}${call}`,
  );
}

function checkLoop(future: Future<unknown>, loop: EventLoop | undefined): Future<unknown> {
  if (loop === undefined || future.getLoop() === loop) return future;
  throw new ValueError(
    `The future belongs to a different loop than the one specified as the loop argument: ${describe(future)}`,
  );
}

/** A task of the coroutine. If there is no loop, or a closed one, nobody will ever await it: then it is closed. */
function startOrClose(coroutine: AnyCoroutine, loop: EventLoop | undefined): Future<unknown> {
  try {
    return createTask<unknown>(coroutine, { loop });
  } catch (error) {
    if (coroutine instanceof CoroutineObject && coroutine._state === NEW) coroutine.close();
    throw error;
  }
}

/** Has it an iterator of its own making? A collection (what has `forEach`) gives its members, not suspensions. */
function isYieldable(value: unknown): value is Yieldable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && !('forEach' in value);
}

function* awaitIt(awaitable: Yieldable<unknown>): Coroutine {
  return yield* awaitable;
}
