/**
 * `sleep`: waiting for time, or for one turn.
 *
 * Written by hand, for this is what tasks do most. It is equivalent to
 *
 *     const sleep = coroutine(function* sleep(delay, result) {
 *       if (delay <= 0) { yield; return result; }
 *       const future = new Future();
 *       const timer = loop.callLater(delay, () => { if (!future.done()) future.setResult(result); });
 *       try { return yield* future; } finally { timer.cancel(); }
 *     });
 *
 * in one object for one turn, and one more for a time: the future is the timer, too, and is what `yield*` iterates.
 */
import { checkSeconds, type Timer } from '@asyncio-ts/loop/internal';

import type { Coroutine, Suspension } from './awaitable.js';
import { CoroutineObject } from './coroutine.js';
import { AWAITED, awaitedTwice, OVER, stepForOneTurn } from './frame.js';
import { Future } from './future.js';

/** What a sleeping task waits for. It settles itself when it is due, unless somebody did before. */
class Alarm<T> extends Future<T> implements Timer {
  /** @internal Is it in the heap? */
  _scheduled = false;
  /** @internal Will nothing come of it? It may be settled, or nobody iterates it any more. */
  _cancelled = false;
  _result: T | undefined;

  constructor(delay: number, result: T) {
    super();
    this._result = result;
    const loop = this._loop;
    loop._schedule(this, loop.time() + delay);
  }

  /** @internal Due; or settled before, and a collector is to be told. */
  override _run(): void {
    if (this._callbacks !== undefined && this.done()) super._run();
    else if (!this._cancelled) this.setResult(this._result as T);
  }

  /** @internal */
  override _settle(...how: Parameters<Future<T>['_settle']>): void {
    super._settle(...how);
    this._giveUp();
  }

  /** Takes the timer out, and leaves the future as it is. */
  _giveUp(): void {
    if (this._cancelled) return;
    this._cancelled = true;
    this._result = undefined; // it may stay in the heap for long
    if (this._scheduled) this._loop._noteCancelled(this);
  }

  /** @internal */
  override throw(error: unknown): never {
    this._giveUp();
    throw error;
  }

  /** @internal */
  return(value: T): IteratorResult<Suspension, T> {
    this._giveUp();
    return { done: true, value };
  }

  /** @internal What the call is named that made it. */
  override get _callName(): string {
    return 'sleep';
  }

  /** That it is a timer as well is nobody's business. */
  override toString(): string {
    return `<Future ${this._describe().join(' ')}>`;
  }
}

/** `sleep` of more than nothing. */
class Sleep<T> extends CoroutineObject<T> {
  readonly _delay: number;
  readonly _result: T;
  _alarm: Alarm<T> | undefined = undefined;

  constructor(delay: number, result: T) {
    super(undefined, 'sleep');
    this._delay = delay;
    this._result = result;
  }

  override get _name(): string {
    return 'sleep';
  }

  override [Symbol.iterator](): Coroutine<T> {
    this._await();
    return this._setAlarm() as unknown as Coroutine<T>; // has all that `yield*` uses
  }

  /** `yield*` drives the alarm, which does not know this call: so it is asked. */
  override _await(): void {
    this._lookAtAlarm();
    super._await();
  }

  override toString(): string {
    this._lookAtAlarm();
    return super.toString();
  }

  _lookAtAlarm(): void {
    if (this._alarm?.done() === true) this._state = OVER;
  }

  override next(): IteratorResult<Suspension, T> {
    if (this._state === OVER) throw awaitedTwice(this);
    this._state = AWAITED;
    return (this._alarm ?? this._setAlarm()).next();
  }

  _setAlarm(): Alarm<T> {
    return (this._alarm = new Alarm(this._delay, this._result));
  }

  override throw(error: unknown): never {
    this.return(this._result);
    throw error;
  }

  override return(value: T): IteratorResult<Suspension, T> {
    this._state = OVER;
    this._alarm?._giveUp(); // who awaits it waits on
    return { done: true, value };
  }
}

/** `sleep(0)`. */
class Turn<T> extends CoroutineObject<T> {
  readonly _result: T;
  _begun = false;

  constructor(result: T) {
    super(undefined, 'sleep');
    this._result = result;
  }

  override get _name(): string {
    return 'sleep';
  }

  override next(): IteratorResult<Suspension, T> {
    if (this._state === OVER) throw awaitedTwice(this);
    if (this._begun) return this.return(this._result);
    this._begun = true;
    this._state = AWAITED;
    return stepForOneTurn();
  }

  override throw(error: unknown): never {
    this._state = OVER;
    throw error;
  }

  override return(value: T): IteratorResult<Suspension, T> {
    this._state = OVER;
    return { done: true, value };
  }
}

/**
 * Waits `delay` seconds and returns `result`. A `delay` of 0 or less gives every other ready task one turn.
 *
 * @param delay - seconds on the loop's clock, not milliseconds; fractions count; `Infinity` sleeps until cancelled
 * @param result - handed back unchanged once the time is up
 * @suspends always
 * @throws {TypeError} `delay` is not a number
 * @throws {ValueError} `delay` is NaN
 * @throws {CancelledError} the task was cancelled while it slept
 *
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `sleep`
 */
export function sleep(delay: number): CoroutineObject<undefined>;
export function sleep<T>(delay: number, result: T): CoroutineObject<T>;
export function sleep<T>(delay: number, result?: T): CoroutineObject<T | undefined> {
  checkSeconds('delay', delay);
  return delay > 0 ? new Sleep(delay, result) : new Turn(result);
}
