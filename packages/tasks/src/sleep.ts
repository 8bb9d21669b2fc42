/**
 * `sleep`: waiting for time, or for one turn.
 *
 * Written as an iterator by hand, for this is what tasks do most. It is equivalent to
 *
 *     const sleep = coroutine(function* sleep(delay, result) {
 *       if (delay <= 0) { yield; return result; }
 *       const future = new Future();
 *       const timer = loop.callLater(delay, () => { if (!future.done()) future.setResult(result); });
 *       try { return yield* future; } finally { timer.cancel(); }
 *     });
 */
import { getRunningLoop, type TimerHandle } from '@asyncio-ts/loop';
import { checkSeconds } from '@asyncio-ts/loop/internal';

import type { Suspension } from './awaitable.js';
import { CoroutineObject } from './coroutine.js';
import type { Body } from './frame.js';
import { Future } from './future.js';

/** What a coroutine yields to be run again in the next turn. */
const ONE_TURN = undefined as unknown as Suspension;

class Sleep<T> implements Body<T> {
  readonly #delay: number;
  readonly #result: T;
  #started = false;
  #future: Future<T> | undefined = undefined;
  #timer: TimerHandle | undefined = undefined;

  constructor(delay: number, result: T) {
    this.#delay = delay;
    this.#result = result;
  }

  next(): IteratorResult<Suspension, T> {
    if (this.#future !== undefined) return this.#wake(this.#future);
    if (this.#started) return { done: true, value: this.#result };
    this.#started = true;
    if (this.#delay <= 0) return { done: false, value: ONE_TURN };
    return this.#start().next();
  }

  #start(): Future<T> {
    const loop = getRunningLoop();
    const future = new Future<T>({ loop });
    this.#future = future;
    this.#timer = loop.callLater(this.#delay, () => {
      if (!future.done()) future.setResult(this.#result);
    });
    return future;
  }

  #wake(future: Future<T>): IteratorResult<Suspension, T> {
    if (future.done()) this.#timer?.cancel();
    return future.next();
  }

  throw(error: unknown): never {
    this.#timer?.cancel();
    throw error;
  }

  return(value: T): IteratorResult<Suspension, T> {
    this.#timer?.cancel();
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
  return new CoroutineObject(new Sleep(delay, result), 'sleep');
}
