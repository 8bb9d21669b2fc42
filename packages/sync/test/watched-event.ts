import type { Coroutine } from '@asyncio-ts/tasks';
import type { Stage } from '@asyncio-ts/test-kit';

import { Event } from '../src/index.js';
import { Line } from './line.js';

/** An event, and what must hold of it whatever its users do. */
export class WatchedEvent {
  readonly #stage: Stage;
  readonly #event = new Event();
  /** Those who wait, and for whom it was not set. */
  readonly #line = new Line();
  /** Those who wait, and for whom it was. */
  readonly #released = new Line();

  constructor(stage: Stage) {
    this.#stage = stage;
    stage.show(() => this.#event);
    stage.whenQuiet(
      'whoever waited when it was set has gone on, also if it was cleared since',
      () => this.#released.first() === undefined,
    );
    stage.whenQuiet(
      'nobody waits while it is set',
      () => !this.#event.isSet() || stage.waiting().length === 0,
    );
    stage.atEnd('nothing is left at it', () => !String(this.#event).includes('waiters'));
  }

  *wait(): Coroutine<void> {
    const me = this.#stage.me();
    const { moment } = this.#stage;
    const wasSet = this.#event.isSet();
    this.#line.join(me);
    try {
      yield* this.#event.wait();
      if (wasSet) this.#stage.expect('wait() returns at once when it is set', this.#stage.moment === moment);
      else this.#stage.expect('who waited first goes on first', this.#released.first() === me);
    } finally {
      this.#line.leave(me);
      this.#released.leave(me);
    }
  }

  set(): void {
    this.#event.set();
    this.#line.moveTo(this.#released);
  }

  clear(): void {
    this.#event.clear();
  }
}
