import { type Coroutine, ValueError } from '@asyncio-ts/tasks';
import type { Stage } from '@asyncio-ts/test-kit';

import { BoundedSemaphore, Semaphore } from '../src/index.js';
import { Line } from './line.js';

/** A semaphore, and what must hold of it whatever its users do. */
export class WatchedSemaphore {
  readonly #stage: Stage;
  readonly #semaphore: Semaphore;
  readonly #line = new Line();
  readonly #bound: number | undefined;
  /** Permits that nobody holds, as far as its users can know. */
  #free: number;

  constructor(stage: Stage, { permits, isBounded = false }: { permits: number; isBounded?: boolean }) {
    this.#stage = stage;
    this.#free = permits;
    this.#bound = isBounded ? permits : undefined;
    this.#semaphore = isBounded ? new BoundedSemaphore(permits) : new Semaphore(permits);
    stage.show(() => this.#semaphore);
    stage.whenQuiet(
      'nobody waits while a permit is free',
      () => this.#free === 0 || stage.waiting().length === 0,
    );
    stage.whenQuiet('it is locked if no permit is free, and only then', () => {
      return this.#semaphore.locked() === (this.#free === 0);
    });
    stage.atEnd('all permits that were given back are there, and nobody is left', () => {
      const state = this.#free === 0 ? 'locked' : `unlocked, value:${this.#free}`;
      return String(this.#semaphore).endsWith(`[${state}]>`);
    });
  }

  *acquire(): Coroutine<void> {
    const me = this.#stage.me();
    this.#line.join(me);
    try {
      yield* this.#semaphore.acquire();
      this.#stage.expect('there are no more holders than permits', this.#free > 0);
      this.#stage.expect('who came first has a permit first', this.#line.first() === me);
      this.#free--;
    } finally {
      this.#line.leave(me);
    }
  }

  release(): void {
    this.#free++;
    this.#semaphore.release();
  }

  /** Adds a permit. To a bounded semaphore it only tries to, and only when none is held or on its way to somebody. */
  releaseOnceMore(): void {
    if (this.#bound === undefined) this.release();
    else if (this.#free === this.#bound && this.#line.isEmpty())
      this.#stage.expect('one release too many fails', this.#isRefused());
  }

  #isRefused(): boolean {
    try {
      this.#semaphore.release();
      return false;
    } catch (error) {
      return error instanceof ValueError;
    }
  }
}
