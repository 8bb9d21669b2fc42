/** What `acquire` returns: the end of one holding, for `using`. Python returns True, which this is, too. */
import { describe, dispose, showInConsole } from '@asyncio-ts/tasks/internal';

/** What can be held: a lock, or a permit of a semaphore. */
export interface Holdable {
  /** @internal Is `held` the holding under way, as far as that can be known? */
  _isHeldBy(held: Held): boolean;
  /** Gives it back. */
  release(): void;
}

/**
 * One holding of a lock, or one permit of a semaphore, which the end of a block releases:
 *
 *     using held = yield* lock.acquire();
 *
 * It releases once, and only what it stands for: disposed of twice, or after `lock.release()`, it does nothing, even
 * if somebody else holds the lock by then. A semaphore cannot tell whose permit `release()` gave back: use either
 * `using` or `release()` on it, not both.
 */
export class Held implements Disposable {
  /** @internal */
  _of: Holdable | undefined;

  /** Only `acquire` makes them. */
  constructor(of: Holdable) {
    this._of = of;
  }

  /** Releases what is held, for `using`. */
  declare [Symbol.dispose]: () => void;

  static {
    // A plain method `[dispose]() {}` needs more than `isolatedDeclarations` can see.
    this.prototype[dispose] = function (): void {
      const of = this._of;
      this._of = undefined;
      if (of?._isHeldBy(this) === true) of.release();
    };
  }

  /** One line, such as `<Held <Lock [locked]>>`, or `<Held released>`. */
  toString(): string {
    return this._of?._isHeldBy(this) === true ? `<Held ${describe(this._of)}>` : '<Held released>';
  }

  static {
    showInConsole(this);
  }
}
