/**
 * `Barrier`: so many tasks meet, then all go on.
 *
 *              the last one comes         the last one has left
 *     filling ------------------> draining -------------------> filling
 *        |                           |
 *        | reset(), somebody is in   | reset()
 *        v                           v
 *     resetting <--------------------+    all who are in leave with an error; the last one makes it filling
 *
 *     broken      by abort(), from any state, until reset()
 *
 * Those who come while it is draining or resetting wait at the door until it is filling again. `count` are in, those at
 * the door are not. One condition serves both.
 *
 * After CPython 3.13 `Lib/asyncio/locks.py`, `Barrier`.
 */
import { type AsyncContextManager, type Coroutine, CoroutineObject, ValueError } from '@asyncio-ts/tasks';
import { describe, showInConsole } from '@asyncio-ts/tasks/internal';

import { Condition } from './condition.js';
import { BrokenBarrierError } from './errors.js';

type BarrierState = 'filling' | 'draining' | 'resetting' | 'broken';

/**
 * A meeting point for a fixed number of tasks, again and again.
 *
 *     const index = yield* barrier.wait();
 *
 * @see CPython 3.13 `Lib/asyncio/locks.py`, `Barrier`
 */
export class Barrier implements AsyncContextManager<number> {
  readonly #parties: number;
  readonly #condition = new Condition();
  #state: BarrierState = 'filling';
  #count = 0;

  /**
   * @param parties - how many tasks meet: a whole number from 1 on
   * @throws {TypeError} `parties` is not a number
   * @throws {ValueError} `parties` is less than 1, or no whole number
   */
  constructor(parties: number) {
    if (typeof parties !== 'number')
      throw new TypeError(
        `parties must be a number, got ${describe(parties)}\n  Write new Barrier(3) for three tasks`,
      );
    if (!Number.isInteger(parties) || parties < 1) {
      throw new ValueError(`parties must be > 0\n  Give a whole number of tasks, not ${parties}`);
    }
    this.#parties = parties;
  }

  /** How many tasks meet. */
  get parties(): number {
    return this.#parties;
  }

  /** How many are waiting for the others now; 0 while a round is leaving. */
  get nWaiting(): number {
    return this.#state === 'filling' ? this.#count : 0;
  }

  /** Was it aborted, and not reset since? */
  get broken(): boolean {
    return this.#state === 'broken';
  }

  /**
   * Waits until all are there; if a round is just leaving, first until it has left. A task that is cancelled meanwhile
   * is not counted any more.
   *
   * @returns how many were there before it, from 0 to `parties - 1`: a number of the task's own, unless one of the
   *   others was cancelled while it waited
   * @suspends unless it is the last one to come
   * @throws {BrokenBarrierError} the barrier was reset or aborted meanwhile, or is broken
   * @throws {CancelledError} the task was cancelled while it waited
   * @throws {RuntimeError} it must be waited for, and is bound to a different loop
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Barrier.wait`
   */
  wait(): CoroutineObject<number> {
    return new CoroutineObject(this.#wait(), 'Barrier.wait');
  }

  *#wait(): Coroutine<number> {
    yield* this.#condition.acquire();
    try {
      yield* this.#passTheDoor();
      try {
        const index = this.#count++;
        if (index + 1 === this.#parties) this.#change('draining');
        else yield* this.#waitForAll();
        return index;
      } finally {
        this.#count--;
        this.#leave();
      }
    } finally {
      this.#condition.release();
    }
  }

  *#passTheDoor(): Coroutine<void> {
    yield* this.#condition.waitFor(() => this.#state === 'filling' || this.#state === 'broken');
    if (this.broken) throw new BrokenBarrierError('Barrier aborted\n  reset() makes it usable again');
  }

  *#waitForAll(): Coroutine<void> {
    yield* this.#condition.waitFor(() => this.#state !== 'filling');
    if (this.#state !== 'draining') {
      const what = this.broken
        ? 'aborted; reset() makes it usable again'
        : 'reset; it can be waited for again';
      throw new BrokenBarrierError(`Abort or reset of barrier\n  It was ${what}`);
    }
  }

  /** The last one out opens the door. */
  #leave(): void {
    if (this.#count > 0) return;
    this.#change(this.broken ? 'broken' : 'filling');
  }

  /** Enters a state, and tells everybody, inside and at the door. The lock is held. */
  #change(state: BarrierState): void {
    this.#state = state;
    this.#condition.notifyAll();
  }

  /**
   * Makes the barrier new again, also a broken one. Those who wait in it get a `BrokenBarrierError`; those who wait at
   * the door, for the next round, go on with that.
   *
   * @suspends only when the barrier is being waited at or left in this very turn
   * @throws {CancelledError} the task was cancelled meanwhile
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Barrier.reset`
   */
  reset(): CoroutineObject<void> {
    return new CoroutineObject(this.#reset(), 'Barrier.reset');
  }

  *#reset(): Coroutine<void> {
    yield* this.#condition.acquire();
    try {
      this.#change(this.#count > 0 ? 'resetting' : 'filling');
    } finally {
      this.#condition.release();
    }
  }

  /**
   * Breaks the barrier: all who wait get a `BrokenBarrierError`, and so do all who come, until it is reset.
   *
   * @suspends only when the barrier is being waited at or left in this very turn
   * @throws {CancelledError} the task was cancelled meanwhile
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Barrier.abort`
   */
  abort(): CoroutineObject<void> {
    return new CoroutineObject(this.#abort(), 'Barrier.abort');
  }

  *#abort(): Coroutine<void> {
    yield* this.#condition.acquire();
    try {
      this.#change('broken');
    } finally {
      this.#condition.release();
    }
  }

  /**
   * Waits, for `withAsync`: its body is given the index.
   *
   * @suspends as `wait` does
   * @throws what `wait` throws
   */
  *aenter(): Coroutine<number> {
    return yield* this.wait();
  }

  /**
   * Does nothing: a barrier is not held.
   *
   * @suspends never
   */
  *aexit(): Coroutine<void> {
    // There is nothing to give back.
  }

  /** One line, such as `<Barrier [filling, waiters:2/3]>` or `<Barrier [broken]>`. */
  toString(): string {
    const waiters = this.broken ? '' : `, waiters:${this.nWaiting}/${this.#parties}`;
    return `<${this.constructor.name} [${this.#state}${waiters}]>`;
  }

  static {
    showInConsole(this);
  }
}
