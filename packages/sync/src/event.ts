/**
 * `Event`: a flag that tasks wait for.
 *
 * After CPython 3.13 `Lib/asyncio/locks.py`, `Event`.
 */
import type { CoroutineObject } from '@asyncio-ts/tasks';
import { MUST_WAIT, showInConsole, WaitCall, type WaitPlan } from '@asyncio-ts/tasks/internal';

import { LoopBound } from './loop-bound.js';
import { type Waiter, WaiterQueue } from './waiter-queue.js';

/** What calls of its methods do: they need its private fields, so it makes them. (Naming itself, it would be renamed.) */
let waiting: WaitPlan<Event, undefined, Waiter, true>;

/**
 * A flag. Once it is set, `wait` returns at once, until it is cleared.
 *
 * @see CPython 3.13 `Lib/asyncio/locks.py`, `Event`
 */
export class Event extends LoopBound {
  #isSet = false;
  readonly #waiters = new WaiterQueue(this, waiting.name);

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
    return new WaitCall(waiting, this, undefined);
  }

  /** One line, such as `<Event [unset, waiters:2]>`. */
  override toString(): string {
    const waiters = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : '';
    return `<${this.constructor.name} [${this.#isSet ? 'set' : 'unset'}${waiters}]>`;
  }

  static {
    waiting = {
      name: 'Event.wait',
      attempt: (event) => event.#isSet || MUST_WAIT,
      line: (event) => event.#waiters.add(),
      leave: (event, waiter) => {
        event.#waiters.remove(waiter);
      },
      proceed: () => true, // also when it was cleared meanwhile
    };
    showInConsole(this);
  }
}
