/** Promises in: a future that follows a promise, and can stop what the promise stands for. */
import { describe } from '@asyncio-ts/loop/internal';

import { CancelledError } from './errors.js';
import { Future, type FutureOptions } from './future.js';

/** `AbortSignal`, where the host's types are known; elsewhere the least of it, so that nobody needs them to compile. */
export type HostAbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : { readonly aborted: boolean };

/** Aborts its signal when it is cancelled. */
class AbortableFuture<T> extends Future<T> {
  readonly #controller: AbortController;

  constructor(controller: AbortController, options: FutureOptions) {
    super(options);
    this.#controller = controller;
  }

  override cancel(message?: string): boolean {
    if (!super.cancel(message)) return false;
    this.#controller.abort(new CancelledError(message));
    return true;
  }
}

/**
 * A future with the result of a promise: `const response = yield* fromPromise(fetch(url))`.
 *
 * Given a function, it calls that at once with an `AbortSignal`: cancelling the future, or the task that awaits it,
 * aborts the signal. Cancelling a future made of a promise as such only stops the waiting: a promise cannot be
 * cancelled, and what it does or throws afterwards is ignored.
 *
 *     const page = yield* fromPromise((signal) => fetch(url, { signal }));
 *
 * A promise keeps everything that ever waited for it: do not wait again and again for one that never settles.
 *
 * A promise that rejects with a `CancelledError` makes a future that was cancelled. A future is given back as it is.
 *
 * @param source - a promise, or a function that makes one
 * @param options - `loop`: default the running one
 * @suspends never; awaiting the future does
 * @throws {TypeError} `source` is neither, or the function did not return a promise
 * @throws {RuntimeError} no loop was given, and none is running
 * @see CPython 3.13 `Lib/asyncio/futures.py`, `wrap_future`
 */
export function fromPromise<T>(
  source: PromiseLike<T> | ((signal: HostAbortSignal) => PromiseLike<T>),
  options: FutureOptions = {},
): Future<T> {
  if (source instanceof Future) return source as Future<T>; // a promise-like, too: it is of a T
  if (isPromiseLike(source) || typeof source !== 'function') return follow(source, new Future<T>(options));
  const controller = new AbortController();
  const future = new AbortableFuture<T>(controller, options);
  return follow(source(controller.signal), future);
}

function follow<T>(promise: PromiseLike<T>, future: Future<T>): Future<T> {
  if (!isPromiseLike(promise)) {
    throw new TypeError(
      `fromPromise() needs a promise, or a function that makes one, got ${describe(promise)}`,
    );
  }
  promise.then(
    (value) => {
      if (isWanted(future)) future.setResult(value);
    },
    (error: unknown) => {
      if (!isWanted(future)) return;
      if (error instanceof CancelledError) future._settleCancelled(error);
      else future.setException(error);
    },
  );
  return future;
}

/** A promise may outlive the loop that waited for it. */
function isWanted(future: Future<unknown>): boolean {
  return !future.done() && !future.getLoop().isClosed();
}

/** Is it a promise, or looks like one? */
export function isPromiseLike<T>(value: unknown): value is PromiseLike<T> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return typeof (value as { then?: unknown }).then === 'function';
}
