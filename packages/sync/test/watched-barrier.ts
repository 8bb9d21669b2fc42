import type { CoroutineObject, Coroutine } from '@asyncio-ts/tasks';
import type { Actor, Stage } from '@asyncio-ts/test-kit';

import { Barrier, BrokenBarrierError } from '../src/index.js';

/** A barrier, and what must hold of it whatever its users do. */
export class WatchedBarrier {
  readonly #stage: Stage;
  readonly #barrier: Barrier;
  readonly #waiting = new Set<Actor>();
  /** Those who must leave with an error. */
  readonly #sentAway = new Set<Actor>();
  /** The numbers that were given out in the round under way, and how many may still go on in it. */
  #numbers = new Set<number>();
  #mayGoOn = 0;
  /** How often somebody gave up, so that his number is given out again. */
  #left = 0;
  #breaks = 0;

  constructor(stage: Stage, parties: number) {
    this.#stage = stage;
    const barrier = (this.#barrier = new Barrier(parties));
    stage.show(() => barrier);
    stage.always('fewer wait than are to meet', () => barrier.nWaiting < parties);
    stage.whenQuiet('no round is leaving', () => /\[(filling|broken)/.test(String(barrier)));
    stage.whenQuiet('it counts those who wait', () => barrier.nWaiting === stage.waiting().length);
    stage.whenQuiet('those who were sent away have left', () => this.#sentAway.size === 0);
    stage.atEnd('nobody is left', () => /\[(filling, waiters:0|broken)/.test(String(barrier)));
  }

  /** Waits; being sent away is no error. */
  *wait(): Coroutine<void> {
    const me = this.#stage.me();
    const breaks = this.#breaks;
    this.#waiting.add(me);
    try {
      this.#meet(yield* this.#barrier.wait());
      this.#stage.expect('whoever was sent away does not go on', !this.#sentAway.has(me));
    } catch (error) {
      if (!(error instanceof BrokenBarrierError)) {
        this.#left++;
        throw error;
      }
      this.#stage.expect('nobody is sent away for nothing', this.#breaks > breaks || this.#barrier.broken);
    } finally {
      this.#waiting.delete(me);
      this.#sentAway.delete(me);
    }
  }

  /** The last one to come is the first to go on. */
  #meet(index: number): void {
    const { parties } = this.#barrier;
    if (index === parties - 1) {
      this.#stage.expect('nobody goes on before all are there', this.#waiting.size >= parties);
      this.#mayGoOn = parties;
      this.#numbers.clear();
    }
    this.#stage.expect('no more go on than have met', this.#mayGoOn > 0);
    this.#mayGoOn--;
    this.#stage.expect('each has a number of its own', !this.#numbers.has(index) || this.#left > 0);
    this.#numbers.add(index);
  }

  *reset(): Coroutine<void> {
    yield* this.#break(this.#barrier.reset());
    this.#stage.expect('it is not broken after reset()', !this.#barrier.broken);
  }

  *abort(): Coroutine<void> {
    yield* this.#break(this.#barrier.abort());
    this.#stage.expect('it is broken after abort()', this.#barrier.broken);
  }

  *#break(action: CoroutineObject<void>): Coroutine<void> {
    this.#breaks++;
    // At other times some may just be on their way in or out, and are not sent away.
    if (!this.#stage.loop.isReady()) for (const actor of this.#waiting) this.#sentAway.add(actor);
    yield* action;
  }
}
