/**
 * Futures: a result that somebody will set.
 *
 *               setResult            result() returns
 *   pending  -> setException      -> result() throws, exception() returns
 *               cancel            -> both throw CancelledError
 *
 * A future is its own iterator: what `yield*` has to know (suspend, return, throw) is all in its state, so awaiting
 * one allocates nothing but the step objects. It is equivalent to
 *
 *     *[Symbol.iterator]() {
 *       if (!this.done()) yield this;
 *       return this.result();
 *     }
 *
 * which makes a generator for each await: 71 ns against 47 ns (Node 20).
 *
 * After CPython 3.13 `Lib/asyncio/futures.py`.
 */
import { type Context, copyContext, RuntimeError } from '@asyncio-ts/contextvars';
import { type EventLoop, getRunningLoop } from '@asyncio-ts/loop';
import { debugging, describe, noteOrigin, originOf, showInConsole } from '@asyncio-ts/loop/internal';

import type { Coroutine, Suspension } from './awaitable.js';
import { type Collector, DoneCallback, DoneCallbacks, type Waiting } from './done-callbacks.js';
import { CancelledError, cancelledError, InvalidStateError } from './errors.js';
import { forget, type Loss } from './losses.js';
import { areOptions, notOptions } from './options.js';
import { watchError } from './unretrieved.js';
import { markAsOurs } from './version-mark.js';

const PENDING = 0;
const CANCELLED = 1;
const FINISHED = 2;
const FAILED = 3;

/** How to make a `Future`. */
export interface FutureOptions {
  /** The loop that runs its callbacks; default: the running one. */
  readonly loop?: EventLoop | undefined;
}

/**
 * A result that does not exist yet. Await it with `yield*` in a coroutine, with `await` in an `async` function.
 *
 * @see CPython 3.13 `Lib/asyncio/futures.py`, `Future`
 */
export class Future<T> implements PromiseLike<T> {
  // No private names: each future would be marked as one that has them, which makes it slower to make.

  /** @internal */
  readonly _loop: EventLoop;
  /** @internal */
  _state: typeof PENDING | typeof CANCELLED | typeof FINISHED | typeof FAILED = PENDING;
  /** @internal The result; the error; when cancelled, the message or the error that is still to be thrown once. */
  _value: unknown = undefined;
  /** @internal Set by an await just before it suspends: tells `yield* future` from a mistaken `yield future`. */
  _blocking: boolean | 'for ever' = false;
  /** @internal */
  _callbacks: Waiting | undefined = undefined;
  /** @internal Its error, as long as nobody has looked at it. */
  _unretrieved: Loss | undefined = undefined;

  /**
   * @throws {TypeError} `options` is not an object
   * @throws {RuntimeError} no loop was given, and none is running
   */
  constructor(options?: FutureOptions) {
    // Not a default of {}: with the check, that made futures half as fast again to make (18 against 12 ns).
    const loop = options === undefined ? getRunningLoop() : loopOf(options, this);
    this._loop = loop;
    if (debugging.loops > 0) noteOrigin(this, loop);
  }

  /** The loop that it belongs to. */
  getLoop(): EventLoop {
    return this._loop;
  }

  /** Does it have a result or an error, or was it cancelled? */
  done(): boolean {
    return this._state !== PENDING;
  }

  /** Was it cancelled? */
  cancelled(): boolean {
    return this._state === CANCELLED;
  }

  /**
   * The result.
   *
   * @throws the error that was set
   * @throws {CancelledError} it was cancelled
   * @throws {InvalidStateError} it is not done yet
   */
  result(): T {
    if (this._state === FINISHED) return this._value as T;
    if (this._state === CANCELLED) throw this._makeCancelledError();
    if (this._state === PENDING)
      throw new InvalidStateError(`Result is not set.\n  Await the future: yield* ${describe(this)}`);
    this._markRetrieved();
    throw this._value;
  }

  /**
   * The error that was set, or `undefined` if there is none.
   *
   * @throws {CancelledError} it was cancelled
   * @throws {InvalidStateError} it is not done yet
   */
  exception(): unknown {
    if (this._state === CANCELLED) throw this._makeCancelledError();
    if (this._state === PENDING)
      throw new InvalidStateError(`Exception is not set.\n  Await the future first: ${describe(this)}`);
    if (this._state === FINISHED) return undefined;
    this._markRetrieved();
    return this._value;
  }

  /**
   * Cancels it: whoever awaits it gets a `CancelledError`.
   *
   * @param message - what the error says
   * @returns was it still pending?
   */
  cancel(message?: string): boolean {
    this._markRetrieved(); // as in CPython: who cancels what has failed does not want to hear of it
    if (this._state !== PENDING) return false;
    this._settle(CANCELLED, message);
    return true;
  }

  /**
   * Sets the result, and queues the callbacks: none of them runs inside this call.
   *
   * @throws {InvalidStateError} it is done already
   */
  setResult(result: T): void {
    if (this._state !== PENDING) throw doneAlready(this);
    this._settle(FINISHED, result);
  }

  /**
   * Sets the error that awaiting throws.
   *
   * @param error - anything; `Error` objects tell most; of a class of errors, one is made
   * @throws {InvalidStateError} it is done already
   */
  setException(error: unknown): void {
    if (this._state !== PENDING) throw doneAlready(this);
    const exception = isErrorClass(error) ? new error() : error;
    this._settle(FAILED, exception);
    this._unretrieved = watchError(this, exception);
  }

  /**
   * Queues `callback` for when it is done; for the next turn, if it is done already. Callbacks run in the order they
   * were added, each in the context it was added in.
   *
   * @param options - `context`: the context variables it sees; default: a copy of the caller's
   * @throws {TypeError} `callback` is not a function
   */
  addDoneCallback(
    callback: (future: Future<T>) => void,
    options?: { readonly context?: Context | undefined },
  ): void {
    if (typeof callback !== 'function') throw notACallback(callback);
    const context = options?.context ?? copyContext();
    this._addWaiter(new DoneCallback(this, callback, context)); // it is given this one
  }

  /**
   * Takes back every adding of `callback`.
   *
   * @returns how many there were
   */
  removeDoneCallback(callback: (future: Future<T>) => void): number {
    const callbacks = this._callbacks;
    if (callbacks instanceof DoneCallbacks) return callbacks.remove(callback);
    if (!(callbacks instanceof DoneCallback) || (callbacks.callback as unknown) !== callback) return 0;
    this._callbacks = undefined;
    return 1;
  }

  /** Awaits it from an `async` function. */
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return toPromise(this).then(onFulfilled, onRejected);
  }

  /** Awaits it in a coroutine: `const page = yield* future`. */
  [Symbol.iterator](): Coroutine<T> {
    // Whatever another await, driven by hand and given up, left there.
    if (this._blocking === true) this._blocking = false;
    return this as unknown as Coroutine<T>; // next and throw are all that `yield*` uses
  }

  /** @internal One of three places that hand up a suspension; the others are sleep.ts, and `emit` of async generators. */
  next(): IteratorResult<Suspension, T> {
    if (this._state !== PENDING) return { done: true, value: this.result() };
    if (this._blocking !== false) throw notTaken(this);
    this._blocking = true;
    return { done: false, value: this as unknown as Suspension };
  }

  /** @internal */
  throw(error: unknown): never {
    throw error;
  }

  /** @internal Tells `waiter` when this is done. */
  _addWaiter(waiter: Waiting): void {
    if (this._state !== PENDING) waiter._onSettled(this);
    else if (this._callbacks === undefined) this._callbacks = waiter;
    else if (this._callbacks instanceof DoneCallbacks) this._callbacks.add(waiter, this);
    else {
      const first = this._callbacks;
      const callbacks = (this._callbacks = new DoneCallbacks());
      callbacks.add(first, this);
      callbacks.add(waiter, this);
    }
  }

  /** @internal Takes `waiter` back. */
  _removeWaiter(waiter: Waiting): void {
    if (this._callbacks === waiter) this._callbacks = undefined;
    else (this._callbacks as DoneCallbacks).remove(waiter); // it is one of several
  }

  /**
   * @internal The same as a done callback, without an object for it; only while this is pending. A class with an
   * `addDoneCallback` of its own is asked in that way.
   */
  _collect(collector: Collector): void {
    if (this._hasPlainCallbacks()) this._addWaiter(collector);
    else this.addDoneCallback(collector.onDone);
  }

  /** @internal Is it no class with an `addDoneCallback` of its own, which must be asked in that way, as in CPython? */
  _hasPlainCallbacks(): boolean {
    return this.addDoneCallback === addDoneCallback;
  }

  /** @internal Its turn in the ready queue: a collector is told that it is done. */
  _run(): void {
    const collector = this._callbacks as Collector; // nothing else queues a future
    this._callbacks = undefined;
    collector._deliver(this);
  }

  /** @internal */
  _settle(state: typeof CANCELLED | typeof FINISHED | typeof FAILED, value: unknown): void {
    this._state = state;
    this._value = value;
    const callbacks = this._callbacks;
    if (callbacks === undefined) return;
    this._callbacks = undefined;
    callbacks._onSettled(this);
  }

  /** @internal Cancels it with an error that was really thrown, which is then the one that its awaiter gets. */
  _settleCancelled(error: CancelledError): void {
    this._settle(CANCELLED, error);
  }

  /** @internal As in CPython, an error that was thrown is thrown on once; after that, there are new ones without message. */
  _makeCancelledError(): CancelledError {
    if (this._state !== CANCELLED) return cancelledError(this._loop, undefined); // gather asks its last child, however that ended
    const value = this._value;
    if (!(value instanceof CancelledError)) return cancelledError(this._loop, value as string | undefined);
    this._value = undefined;
    return value;
  }

  /** @internal Did it end with an error? `exception()` cannot tell, for `undefined` can be thrown, too. */
  _failed(): boolean {
    return this._state === FAILED;
  }

  /** @internal Did it end with a CancelledError, either way? */
  _endedCancelled(): boolean {
    return this._state === CANCELLED || (this._state === FAILED && this._value instanceof CancelledError);
  }

  /** @internal The call that waits in it, if that is none of the task's frames. */
  get _callName(): string | undefined {
    return undefined;
  }

  /** @internal Somebody has looked at the error. */
  _markRetrieved(): void {
    if (this._unretrieved === undefined) return;
    forget(this._unretrieved);
    this._unretrieved = undefined;
  }

  /** @internal */
  _stateName(): string {
    return this._state === PENDING ? 'pending' : this._state === CANCELLED ? 'cancelled' : 'finished';
  }

  /** @internal The words between the angle brackets. */
  _describe(): string[] {
    const words = [this._stateName()];
    if (this._state === FINISHED) words.push(`result=${describe(this._value)}`);
    if (this._state === FAILED) words.push(`exception=${describe(this._value)}`);
    if (this._callbacks !== undefined && !this.done())
      words.push(`cb=[${this._callbacks._describeWaiting()}]`);
    const origin = originOf(this);
    if (origin !== undefined) words.push(`created${origin}`);
    return words;
  }

  /** One line, such as `<Future finished result=7>`. */
  toString(): string {
    return `<${this.constructor.name} ${this._describe().join(' ')}>`;
  }

  static {
    markAsOurs(this.prototype);
    showInConsole(this);
  }
}

/** A future that is done needs no loop any more: its promise is settled at once. */
function toPromise<T>(future: Future<T>): Promise<T> {
  if (future._state === FINISHED) return Promise.resolve(future.result());
  return new Promise<T>((resolve, reject) => {
    const settle = (): void => {
      try {
        resolve(future.result());
      } catch (error) {
        reject(error); // CancelledError included: it goes on in the promise
      }
    };
    if (future.done()) settle();
    else future.addDoneCallback(settle);
  });
}

function loopOf(options: FutureOptions, future: object): EventLoop {
  if (!areOptions(options)) throw notOptions(future.constructor.name, options, '{ loop }');
  return options.loop ?? getRunningLoop();
}

function doneAlready(future: object): InvalidStateError {
  return new InvalidStateError(
    `invalid state\n  ${describe(future)} is done already, and is settled once; look at done() before`,
  );
}

/** Asked to suspend twice, and no task took it: somebody iterates it, and would do so for ever. */
function notTaken(future: Future<unknown>): RuntimeError {
  if (future._blocking === true) future._blocking = false;
  const hint = 'A future is no list: await it with yield* in a coroutine, or with await';
  return new RuntimeError(`await wasn't used with future: ${describe(future)}\n  ${hint}`);
}

function isErrorClass(error: unknown): error is new () => Error {
  return typeof error === 'function' && error.prototype instanceof Error;
}

function notACallback(callback: unknown): TypeError {
  return new TypeError(`a callable object was expected by addDoneCallback(), got ${describe(callback)}`);
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- compared, never called
const { addDoneCallback } = Future.prototype;

/** Is it a future or a task? */
export function isFuture(value: unknown): value is Future<unknown> {
  return value instanceof Future;
}
