/**
 * What is acquired, and released at the end of a block.
 *
 * After CPython 3.13 `Lib/asyncio/locks.py`, `_ContextManagerMixin`.
 */
import type { AsyncContextManager, Coroutine, CoroutineObject } from '@asyncio-ts/tasks';

import type { Held } from './held.js';
import { LoopBound } from './loop-bound.js';

/** The base of `Lock`, `Condition` and `Semaphore`: `yield* withAsync(lock, function* () { … })`. */
export abstract class LockLike extends LoopBound implements AsyncContextManager<void> {
  /** Must one wait to acquire it? (A lock says no also while the turn of one that waited is due, which comes first.) */
  abstract locked(): boolean;
  /**
   * Acquires it; what it returns releases it again, at the end of the block: `using held = yield* lock.acquire()`.
   *
   * @suspends only when `locked()`
   * @throws {CancelledError} the task was cancelled while it waited
   * @throws {RuntimeError} it must be waited for, and is bound to a different loop
   */
  abstract acquire(): CoroutineObject<Held>;
  /**
   * Releases it.
   *
   * @suspends never
   * @throws {RuntimeError} it is a lock, or has one, and is not held
   * @throws {ValueError} it is a bounded semaphore, and all permits are there
   */
  abstract release(): void;

  /**
   * Acquires it, for `withAsync`. The body is given nothing, as in Python.
   *
   * @suspends as `acquire` does
   * @throws what `acquire` throws
   */
  *aenter(): Coroutine<void> {
    yield* this.acquire();
  }

  /**
   * Releases it, for `withAsync`.
   *
   * @suspends never
   * @throws what `release` throws
   */
  *aexit(): Coroutine<void> {
    this.release();
  }
}
