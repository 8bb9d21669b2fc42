/**
 * `Condition`: waiting, without the lock, for something that only changes under the lock.
 *
 *     wait():    holds the lock -> waits for a notification, lock released -> waits for the lock -> holds the lock
 *     notify():                    moves the first ones over            ->
 *
 * However `wait` ends, the lock is held again: whoever called it is about to release it.
 *
 * After CPython 3.13 `Lib/asyncio/locks.py`, `Condition`.
 */
import {
  CancelledError,
  type Coroutine,
  CoroutineObject,
  isCoroutine,
  RuntimeError,
  ValueError,
} from '@asyncio-ts/tasks';
import { describe, showInConsole } from '@asyncio-ts/tasks/internal';

import type { Held } from './held.js';
import { Lock } from './lock.js';
import { LockLike } from './lock-like.js';
import { WaiterQueue } from './waiter-queue.js';

/** How to make a `Condition`. */
export interface ConditionOptions {
  /** The lock under which things change, which several conditions may share; default: one of its own. */
  readonly lock?: Lock | undefined;
}

/** What is left of `T` once it has been tested with `if`. */
export type Truthy<T> = Exclude<T, false | 0 | 0n | '' | null | undefined>;

/**
 * A place to wait for a change, with the lock that guards what changes.
 *
 *     yield* withAsync(condition, function* () {
 *       yield* condition.waitFor(() => items.length > 0);
 *       return items.pop();
 *     });
 *
 * @see CPython 3.13 `Lib/asyncio/locks.py`, `Condition`
 */
export class Condition extends LockLike {
  readonly #lock: Lock;
  readonly #waiters = new WaiterQueue(this);

  /**
   * @param options - `lock`: a lock to share
   * @throws {TypeError} `lock` is not a `Lock`
   */
  constructor(options: ConditionOptions = {}) {
    super();
    const { lock = new Lock() } = options;
    if (!(lock instanceof Lock) || options instanceof Lock) {
      const got = describe(options instanceof Lock ? options : lock);
      throw new TypeError(`lock must be a Lock, in an object, got ${got}\n  Write new Condition({ lock })`);
    }
    this.#lock = lock;
  }

  /** Is its lock held? */
  override locked(): boolean {
    return this.#lock.locked();
  }

  /**
   * Acquires its lock. See `Lock.acquire`.
   *
   * @suspends only when the lock is held, or others wait for it
   * @throws {CancelledError} the task was cancelled while it waited
   * @throws {RuntimeError} it must be waited for, and is bound to a different loop
   */
  override acquire(): CoroutineObject<Held> {
    return this.#lock.acquire();
  }

  /**
   * Releases its lock. See `Lock.release`.
   *
   * @suspends never
   * @throws {RuntimeError} it is not held
   */
  override release(): void {
    this.#lock.release();
  }

  /**
   * Releases the lock, waits for a notification, and acquires the lock again. What was waited for may have changed
   * back by then: `waitFor` looks again, and so should you.
   *
   * Cancelled, it acquires the lock all the same, and throws then. A notification that it had got goes to another.
   *
   * @suspends always
   * @throws {CancelledError} the task was cancelled meanwhile
   * @throws {RuntimeError} the lock is not held; or the condition is bound to a different loop
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Condition.wait`
   */
  wait(): CoroutineObject<true> {
    return new CoroutineObject(this.#wait(), 'Condition.wait');
  }

  *#wait(): Coroutine<true> {
    if (!this.locked()) throw notHeld('cannot wait on un-acquired lock', this);
    const waiter = this.#waiters.add();
    this.release();
    let returns = false;
    try {
      try {
        yield* waiter;
      } finally {
        this.#waiters.remove(waiter);
        yield* this.#acquireAgain();
      }
      returns = true;
      return true;
    } finally {
      // An error on the way out may have come after the notification, which is then for somebody else. If there was
      // none, another wakes up for nothing, which the protocol allows.
      if (!returns) this.#waiters.wakeNext();
    }
  }

  /** Acquires the lock, however often the task is cancelled meanwhile; throws the last of these errors afterwards. */
  *#acquireAgain(): Coroutine<void> {
    let cancelled: CancelledError | undefined;
    for (;;) {
      try {
        yield* this.acquire();
        break;
      } catch (error) {
        // CancelledError: kept until the lock is held.
        if (!(error instanceof CancelledError)) throw error;
        cancelled = error;
      }
    }
    if (cancelled !== undefined) throw cancelled;
  }

  /**
   * Waits until `predicate` returns something true by JavaScript's rules (Python's differ: an empty array is true here).
   *
   * @param predicate - a plain function; called at once, and after each notification
   * @returns what `predicate` returned
   * @suspends only when the predicate is false at first
   * @throws {TypeError} `predicate` is not a function, or returns a coroutine or promise
   * @throws what `wait` and `predicate` throw
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Condition.wait_for`
   */
  waitFor<T>(predicate: () => T): CoroutineObject<Truthy<T>> {
    if (typeof predicate !== 'function')
      throw new TypeError(
        `predicate must be a function, got ${describe(predicate)}\n  Write waitFor(() => items.length > 0)`,
      );
    return new CoroutineObject(this.#waitFor(predicate), 'Condition.waitFor');
  }

  *#waitFor<T>(predicate: () => T): Coroutine<Truthy<T>> {
    let result = askNow(predicate);
    while (!result) {
      yield* this.wait();
      result = askNow(predicate);
    }
    return result as Truthy<T>; // the loop has seen to that
  }

  /**
   * Wakes those who have waited longest. They go on once they have the lock, so the caller should release it soon.
   *
   * @param n - how many at most; default 1
   * @suspends never
   * @throws {RuntimeError} the lock is not held
   * @throws {TypeError} `n` is not a number
   * @throws {ValueError} `n` is NaN
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Condition.notify`
   */
  notify(n = 1): void {
    if (typeof n !== 'number')
      throw new TypeError(`n must be a number of tasks, got ${describe(n)}\n  notifyAll() wakes all`);
    if (Number.isNaN(n))
      throw new ValueError('n must be a number of tasks, got NaN\n  notifyAll() wakes all');
    if (!this.locked()) throw notHeld('cannot notify on un-acquired lock', this);
    this.#waiters.wakeNext(n);
  }

  /**
   * Wakes all who wait.
   *
   * @suspends never
   * @throws {RuntimeError} the lock is not held
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `Condition.notify_all`
   */
  notifyAll(): void {
    this.notify(Infinity);
  }

  /** One line, such as `<Condition [locked, waiters:2]>`. */
  override toString(): string {
    const waiters = this.#waiters.size > 0 ? `, waiters:${this.#waiters.size}` : '';
    return `<${this.constructor.name} [${this.locked() ? 'locked' : 'unlocked'}${waiters}]>`;
  }

  static {
    showInConsole(this);
  }
}

/** A coroutine or a promise is true whatever it will answer, so the wait would end at once. */
function askNow<T>(predicate: () => T): T {
  const answer: unknown = predicate();
  if (typeof answer === 'object' && answer !== null && (isCoroutine(answer) || 'then' in answer)) {
    throw new TypeError(
      `predicate must answer at once, but returned ${describe(answer)}\n  Give a plain function`,
    );
  }
  return answer as T; // unknown only for the questions above
}

function notHeld(what: string, condition: Condition): RuntimeError {
  const hint = 'Put it into yield* withAsync(condition, function* () { … })';
  return new RuntimeError(`${what}\n  ${hint}: ${condition.toString()}`);
}
