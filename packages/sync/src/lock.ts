/**
 * `Lock`: one task at a time.
 *
 * After CPython 3.13 `Lib/asyncio/locks.py`, `Lock`.
 */
import { type CoroutineObject, RuntimeError } from '@asyncio-ts/tasks';
import { MUST_WAIT, showInConsole, WaitCall, type WaitPlan } from '@asyncio-ts/tasks/internal';

import { Held } from './held.js';
import { LockLike } from './lock-like.js';
import { type Waiter, WaiterQueue } from './waiter-queue.js';

/** What calls of its methods do: they need its private fields, so it makes them. (Naming itself, it would be renamed.) */
let acquiring: WaitPlan<Lock, undefined, Waiter, Held>;

/**
 * A lock that tasks hold one at a time, first come, first served.
 *
 *     yield* withAsync(lock, function* () { … });
 *
 * No task owns it: whoever has it at hand may release it. A task that holds it and acquires it again waits for ever.
 *
 * @see CPython 3.13 `Lib/asyncio/locks.py`, `Lock`
 */
export class Lock extends LockLike {
  /** The holding under way. */
  #held: Held | undefined = undefined;
  readonly #waiters = new WaiterQueue(this, acquiring.name);

  /** Is it held? */
  override locked(): boolean {
    return this.#held !== undefined;
  }

  /**
   * Acquires the lock: `using held = yield* lock.acquire()` releases it at the end of the block.
   *
   * @returns the holding; Python returns True
   * @suspends only when the lock is held, or others wait for it
   * @throws {CancelledError} the task was cancelled while it waited
   * @throws {RuntimeError} it must be waited for, and is bound to a different loop
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Lock.acquire`
   */
  override acquire(): CoroutineObject<Held> {
    return new WaitCall(acquiring, this, undefined);
  }

  #take(): Held {
    return (this.#held = new Held(this));
  }

  /**
   * Releases the lock. The next one that waits has it a turn later; nobody can take it before.
   *
   * @suspends never
   * @throws {RuntimeError} it is not held
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Lock.release`
   */
  override release(): void {
    if (this.#held === undefined) {
      throw new RuntimeError(
        `Lock is not acquired.\n  Release it once for each acquire(): ${this.toString()}`,
      );
    }
    this.#held = undefined;
    this.#waiters.wakeFirst();
  }

  /** @internal */
  _isHeldBy(held: Held): boolean {
    return this.#held === held;
  }

  /** One line, such as `<Lock [locked, waiters:2]>`. */
  override toString(): string {
    const waiters = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : '';
    return `<${this.constructor.name} [${this.locked() ? 'locked' : 'unlocked'}${waiters}]>`;
  }

  static {
    acquiring = {
      name: 'Lock.acquire',
      attempt: (lock) =>
        lock.#held === undefined && !lock.#waiters.hasTurnsDue() ? lock.#take() : MUST_WAIT,
      line: (lock) => lock.#waiters.add(),
      leave: (lock, waiter, woken) => {
        lock.#waiters.remove(waiter);
        // It may have been woken before it was cancelled. If nobody took the lock meanwhile, the next one must run.
        if (!woken && lock.#held === undefined) lock.#waiters.wakeFirst();
      },
      proceed: (lock) => lock.#take(),
    };
    showInConsole(this);
  }
}
