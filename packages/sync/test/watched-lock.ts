import type { Coroutine } from '@asyncio-ts/tasks';
import type { Actor, Stage } from '@asyncio-ts/test-kit';

import { Lock } from '../src/index.js';
import { Line } from './line.js';

/** A lock, and what must hold of it whatever its users do. */
export class WatchedLock {
  readonly #stage: Stage;
  readonly #lock = new Lock();
  readonly #line = new Line();
  #holder: Actor | undefined = undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.show(() => this.#lock);
    stage.always(
      'the lock is locked while somebody holds it, and only then',
      () => this.#lock.locked() === (this.#holder !== undefined),
    );
    stage.whenQuiet(
      'nobody waits for a free lock',
      () => this.#lock.locked() || stage.waiting().length === 0,
    );
    stage.atEnd('nothing is left at the lock', () => String(this.#lock) === '<Lock [unlocked]>');
  }

  *acquire(): Coroutine<void> {
    const me = this.#stage.me();
    this.#line.join(me);
    try {
      yield* this.#lock.acquire();
      this.#stage.expect('one holds the lock at a time', this.#holder === undefined);
      this.#stage.expect('who came first has it first', this.#line.first() === me);
      this.#holder = me;
    } finally {
      this.#line.leave(me);
    }
  }

  release(): void {
    this.#holder = undefined;
    this.#lock.release();
  }
}
