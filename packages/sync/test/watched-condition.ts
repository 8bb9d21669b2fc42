import type { Coroutine } from '@asyncio-ts/tasks';
import type { Actor, Stage } from '@asyncio-ts/test-kit';

import { Condition } from '../src/index.js';
import { Line } from './line.js';

/** A condition, and what must hold of it whatever its users do. */
export class WatchedCondition {
  readonly #stage: Stage;
  readonly #condition = new Condition();
  #holder: Actor | undefined = undefined;
  /** Those who wait, and were not notified. */
  readonly #unnotified = new Line();
  /** Those who were, and do not hold the lock yet. */
  readonly #notified = new Line();

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.show(() => this.#condition);
    stage.always(
      'the lock is locked while somebody holds it, and only then',
      () => this.#condition.locked() === (this.#holder !== undefined),
    );
    stage.whenQuiet(
      'every notification has reached somebody, if the lock is free',
      () => this.#condition.locked() || this.#notified.first() === undefined,
    );
    stage.atEnd('nothing is left at it', () => String(this.#condition) === '<Condition [unlocked]>');
  }

  *acquire(): Coroutine<void> {
    yield* this.#condition.acquire();
    this.#hold();
  }

  #hold(): void {
    this.#stage.expect('one holds the lock at a time', this.#holder === undefined);
    this.#holder = this.#stage.me();
  }

  release(): void {
    this.#holder = undefined;
    this.#condition.release();
  }

  /** To be called by the one that holds the lock, and still does when this returns or throws. */
  *wait(): Coroutine<void> {
    const me = this.#stage.me();
    this.#unnotified.join(me);
    this.#holder = undefined;
    let returned = false;
    try {
      yield* this.#condition.wait();
      returned = true;
      this.#stage.expect('whoever goes on was notified', this.#notified.first() === me);
    } finally {
      this.#unnotified.leave(me);
      this.#notified.leave(me);
      this.#hold();
      // Whoever gives up hands on a notification that it may have had, and notifies another even if it had none.
      if (!returned) this.#unnotified.moveTo(this.#notified, 1);
    }
  }

  notify(count: number): void {
    this.#condition.notify(count);
    this.#unnotified.moveTo(this.#notified, count);
  }
}
