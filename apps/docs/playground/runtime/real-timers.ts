/** The host's own timers, behind a gate and counted: a program is over when none is left, as in Node. */
import type { Gate } from './gate.js';
import type { Timers } from './timers.js';

type TimerId = ReturnType<typeof setTimeout>;

/** To be made before the program's timers are put in place of the host's. */
export class RealTimers {
  readonly #gate: Gate;
  // Bound: called as methods of anything else, browsers refuse them.
  readonly #setTimeout: typeof setTimeout = globalThis.setTimeout.bind(globalThis);
  readonly #setInterval: typeof setInterval = globalThis.setInterval.bind(globalThis);
  readonly #clearTimeout: typeof clearTimeout = globalThis.clearTimeout.bind(globalThis);
  /** Those that may still ring, and what rings then. */
  readonly #waiting = new Map<unknown, () => void>();
  #idle: (() => void) | undefined;

  /** What the program calls. */
  readonly timers: Timers = {
    setTimeout: (callback, milliseconds, ...args) => this.#once(() => callback(...args), milliseconds),
    setInterval: (callback, milliseconds, ...args) => this.#again(() => callback(...args), milliseconds),
    clearTimeout: (timer) => this.#clear(timer),
    clearInterval: (timer) => this.#clear(timer),
  };

  constructor(gate: Gate) {
    this.#gate = gate;
  }

  /** Resolves when no timer is left. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#waiting.size === 0) resolve();
      else this.#idle = resolve;
    });
  }

  #once(callback: () => void, milliseconds: number | undefined): TimerId {
    const ring = (): void => {
      try {
        callback();
      } finally {
        this.#gone(timer); // after it: it may have set another one
      }
    };
    const timer = this.#setTimeout(() => this.#gate.pass(ring), milliseconds);
    this.#waiting.set(timer, ring);
    return timer;
  }

  #again(ring: () => void, milliseconds: number | undefined): TimerId {
    const timer = this.#setInterval(() => this.#gate.pass(ring), milliseconds);
    this.#waiting.set(timer, ring);
    return timer;
  }

  #clear(timer: unknown): void {
    this.#clearTimeout(timer as TimerId); // takes intervals, too, everywhere
    const ring = this.#waiting.get(timer);
    if (ring !== undefined) this.#gate.forget(ring);
    this.#gone(timer);
  }

  #gone(timer: unknown): void {
    this.#waiting.delete(timer);
    if (this.#waiting.size === 0) this.#idle?.();
  }
}
