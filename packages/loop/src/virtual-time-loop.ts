/**
 * A loop whose clock is a number: when nothing is ready, it jumps to the first timer. An hour-long program takes a
 * millisecond, and always the same turns.
 *
 * It can be driven in three ways: `runForeverSync()` runs it on the spot, `advance(seconds)` moves its clock by hand,
 * and `runForever()` runs it like any other loop, so that real promises take part (time then jumps only when the host
 * had its turn, too).
 */
import { ValueError } from '@asyncio-ts/contextvars';

import { checkSeconds } from './arguments.js';
import { EventLoop } from './event-loop.js';
import type { Host } from './host.js';
import { detectHost } from './process-host.js';
import { running } from './running.js';
import { noSignals } from './signal-handlers.js';

/** How to make a `VirtualTimeLoop`. */
export interface VirtualTimeLoopOptions {
  /** What the clock reads at first, in seconds. Default 0. */
  readonly startTime?: number | undefined;
  /** Debug mode; default: on when the environment has `ASYNCIO_DEBUG`. */
  readonly debug?: boolean | undefined;
  /**
   * Called by `runForeverSync` when nothing is ready and no timer is set: the last chance to queue something.
   * Whatever it leaves undone is a deadlock.
   */
  readonly onIdle?: ((loop: VirtualTimeLoop) => void) | undefined;
}

/** The real host under another clock. */
class VirtualHost implements Host {
  readonly #real = detectHost();
  clock: number;

  constructor(startTime: number) {
    this.clock = startTime;
  }

  now(): number {
    return this.clock;
  }

  hop(wake: () => void): void {
    this.#real.hop(wake);
  }

  wakeAt(when: number, wake: () => void): () => void {
    if (when === Infinity) return this.#real.wakeAt(when, wake); // no jump leads there; it wakes once a day, and sleeps on
    let wanted = true;
    this.hop(() => {
      if (!wanted) return;
      this.moveTo(when);
      wake();
    });
    return () => {
      wanted = false;
    };
  }

  whenStuck(order: number, stuck: () => void): () => void {
    return this.#real.whenStuck(order, stuck);
  }

  onSignal(signal: string, callback: () => void): () => void {
    if (this.#real.onSignal === undefined) throw noSignals(signal);
    return this.#real.onSignal(signal, callback);
  }

  /** The sum, not `when` itself: bit for bit what CPython's loop computes when its clock is moved by a time-out. */
  moveTo(when: number): void {
    if (when > this.clock) this.clock += when - this.clock;
  }
}

/** An event loop in virtual time. */
export class VirtualTimeLoop extends EventLoop {
  readonly #clock: VirtualHost;
  readonly #onIdle: ((loop: VirtualTimeLoop) => void) | undefined;

  constructor({ startTime = 0, onIdle, ...options }: VirtualTimeLoopOptions = {}) {
    const clock = new VirtualHost(startTime);
    super({ ...options, host: clock });
    this.#clock = clock;
    this.#onIdle = onIdle;
  }

  /**
   * Runs until `stop()`, on the spot: promises get no chance to settle meanwhile.
   *
   * @returns `'stopped'`; or `'stuck'` when nothing is ready and no timer is set, so that nothing can happen any more
   * @throws {RuntimeError} the loop is closed, or running already
   */
  runForeverSync(): 'stopped' | 'stuck' {
    return this.#drive(() => {
      for (;;) {
        this._turn();
        if (this._stopping) return 'stopped';
        if (this._ready.size > 0) continue;
        if (!this.#jump(Infinity) && !this.#isRescued()) return 'stuck';
      }
    });
  }

  /**
   * Moves the clock on by hand, and runs all that is due on the way, in its order. Without `seconds`, runs what is
   * ready and leaves the clock alone.
   *
   * @param seconds - how far: 0 or more, not for ever
   * @throws {TypeError} `seconds` is not a number
   * @throws {ValueError} it is NaN, negative or infinite
   * @throws {RuntimeError} the loop is closed, or running already
   */
  advance(seconds = 0): void {
    checkSeconds('seconds', seconds);
    if (seconds < 0 || seconds === Infinity) {
      throw new ValueError(
        `Invalid seconds: ${seconds}\n  The clock moves on, and to a time that it can show`,
      );
    }
    const end = this.time() + seconds;
    this.#drive(() => {
      do {
        while (this._ready.size > 0 || this.#isDue()) this._turn();
      } while (this.#jump(end));
      this.#clock.moveTo(end);
    });
  }

  #isDue(): boolean {
    const first = this._timers.nextTime();
    return first !== undefined && first <= this.time();
  }

  /** Jumps to the first timer, if it is due by `end`. */
  #jump(end: number): boolean {
    this._observer?.idle();
    const first = this._timers.nextTime();
    if (first === undefined || first > end || first === Infinity) return false;
    this.#clock.moveTo(first);
    return true;
  }

  #isRescued(): boolean {
    this.#onIdle?.(this);
    return this._ready.size > 0 || this._stopping || this.#isTimerSet();
  }

  #isTimerSet(): boolean {
    const first = this._timers.nextTime();
    return first !== undefined && first < Infinity;
  }

  #drive<T>(turns: () => T): T {
    this._begin();
    const outer = running.loop;
    running.loop = this;
    try {
      return turns();
    } finally {
      running.loop = outer;
      this._end();
    }
  }
}
