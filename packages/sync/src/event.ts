/**
 * `Event`: a flag that tasks wait for.
 *
 * After CPython 3.13 `Lib/asyncio/locks.py`, `Event`.
 */
import { type Coroutine, CoroutineObject } from '@asyncio-ts/tasks';
import { showInConsole } from '@asyncio-ts/tasks/internal';

import { LoopBound } from './loop-bound.js';
import { WaiterQueue } from './waiter-queue.js';

/**
 * A flag. Once it is set, `wait` returns at once, until it is cleared.
 *
 * @see CPython 3.13 `Lib/asyncio/locks.py`, `Event`
 */
export class Event extends LoopBound {
  #isSet = false;
  readonly #waiters = new WaiterQueue(this);

  /** Is the flag set? */
  isSet(): boolean {
    return this.#isSet;
  }

  /**
   * Sets the flag. All who wait go on in the next turn, also when it is cleared before that.
   *
   * @suspends never
   */
  set(): void {
    this.#isSet = true;
    this.#waiters.wakeNext(Infinity);
  }

  /** Clears the flag: from now on, `wait` waits. */
  clear(): void {
    this.#isSet = false;
  }

  /**
   * Waits until the flag is set.
   *
   * @suspends only when it is not set
   * @throws {CancelledError} the task was cancelled while it waited
   * @throws {RuntimeError} it must be waited for, and is bound to a different loop
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Event.wait`
   */
  wait(): CoroutineObject<true> {
    return new CoroutineObject(this.#wait(), 'Event.wait');
  }

  *#wait(): Coroutine<true> {
    if (this.#isSet) return true;
    const waiter = this.#waiters.add();
    try {
      yield* waiter;
      return true;
    } finally {
      this.#waiters.remove(waiter);
    }
  }

  /** One line, such as `<Event [unset, waiters:2]>`. */
  override toString(): string {
    const waiters = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : '';
    return `<${this.constructor.name} [${this.#isSet ? 'set' : 'unset'}${waiters}]>`;
  }

  static {
    showInConsole(this);
  }
}
