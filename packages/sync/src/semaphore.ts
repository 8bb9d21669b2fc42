/**
 * `Semaphore`: so many tasks at a time.
 *
 * Permits go from hand to hand: `release` takes the permit that it adds away again for the one it wakes, so that nobody
 * can come in between. Whoever is woken and cannot take the permit puts it back, and wakes the next.
 *
 * After CPython 3.13 `Lib/asyncio/locks.py`, `Semaphore`.
 */
import { type CoroutineObject, ValueError } from '@asyncio-ts/tasks';
import { describe, MUST_WAIT, showInConsole, WaitCall, type WaitPlan } from '@asyncio-ts/tasks/internal';

import { Held } from './held.js';
import { LockLike } from './lock-like.js';
import { type Waiter, WaiterQueue } from './waiter-queue.js';

/** What calls of its methods do: they need its private fields, so it makes them. (Naming itself, it would be renamed.) */
let acquiring: WaitPlan<Semaphore, undefined, Waiter, Held>;

/**
 * A number of permits, which tasks acquire and release; who finds none waits, first come, first served.
 *
 *     const three = new Semaphore(3);
 *     yield* withAsync(three, function* () { … });
 *
 * @see CPython 3.13 `Lib/asyncio/locks.py`, `Semaphore`
 */
export class Semaphore extends LockLike {
  /** @internal The permits that are free and promised to nobody. */
  _value: number;
  readonly #waiters = new WaiterQueue(this, acquiring.name);

  /**
   * @param value - how many permits there are at first: a whole number from 0 on, or `Infinity`; default 1
   * @throws {TypeError} `value` is not a number
   * @throws {ValueError} `value` is negative or a fraction (of which CPython takes more than there is)
   */
  constructor(value = 1) {
    super();
    if (typeof value !== 'number') {
      throw new TypeError(
        `Semaphore initial value must be a number, got ${describe(value)}\n  Write new Semaphore(3) for three permits`,
      );
    }
    if (!(value >= 0) || (value !== Infinity && !Number.isInteger(value))) {
      throw new ValueError(
        `Semaphore initial value must be >= 0\n  Give a whole number of permits, not ${value}`,
      );
    }
    this._value = value;
  }

  /** Must one wait to acquire it: no permit is free, or others come first? */
  override locked(): boolean {
    return this._value === 0 || this.#waiters.hasTurnsDue();
  }

  /**
   * Acquires a permit: `using held = yield* semaphore.acquire()` releases it at the end of the block.
   *
   * @returns the permit; Python returns True
   * @suspends only when `locked()`
   * @throws {CancelledError} the task was cancelled while it waited
   * @throws {RuntimeError} it must be waited for, and is bound to a different loop
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Semaphore.acquire`
   */
  override acquire(): CoroutineObject<Held> {
    return new WaitCall(acquiring, this, undefined);
  }

  /** Hands free permits to those who wait. */
  #grant(): void {
    this._value -= this.#waiters.wakeNext(this._value);
  }

  /**
   * Gives a permit back. The next one that waits has it.
   *
   * @suspends never
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Semaphore.release`
   */
  override release(): void {
    this._value += 1 - this.#waiters.wakeNext();
  }

  /** @internal Nobody knows whose permit a `release()` gives back, so as far as it is known: yes. */
  _isHeldBy(_held: Held): boolean {
    return true;
  }

  /** One line, such as `<Semaphore [unlocked, value:3]>` or `<Semaphore [locked, waiters:2]>`. */
  override toString(): string {
    const state = this.locked() ? 'locked' : `unlocked, value:${this._value}`;
    const waiters = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : '';
    return `<${this.constructor.name} [${state}${waiters}]>`;
  }

  static {
    acquiring = {
      name: 'Semaphore.acquire',
      attempt: (semaphore) => {
        if (semaphore.locked()) return MUST_WAIT;
        semaphore._value--;
        return new Held(semaphore);
      },
      line: (semaphore) => semaphore.#waiters.add(),
      leave: (semaphore, waiter, woken) => {
        semaphore.#waiters.remove(waiter);
        // Cancelled after the permit was granted: it goes back.
        if (!woken && waiter.done() && !waiter.cancelled()) semaphore._value++;
        // Those who came while this one was about to run had to stand behind it, whatever was free.
        semaphore.#grant();
      },
      proceed: (semaphore) => new Held(semaphore), // the permit was taken for it when it was woken
    };
    showInConsole(this);
  }
}
