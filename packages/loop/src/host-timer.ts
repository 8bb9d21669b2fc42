/**
 * Timers of the host, made to be given up and taken again.
 *
 * A loop with a time-out that waits for promises gives its timer up with each of them, and wants it again in the same turn
 * of the host. It takes the one it had: that costs 0.2 µs, and a new one 0.7 (Node 20).
 */
import { inMicrotask } from './microtask.js';

/** `setTimeout` counts in a signed 32-bit number of milliseconds; CPython's own longest wait is a day, too. */
const LONGEST_WAIT = 24 * 3600;

/** What wakes a loop at a time. */
export class HostTimer {
  readonly #when: number;
  readonly #timer: ReturnType<typeof setTimeout>;
  #wake: (() => void) | undefined;
  #isOver = false;
  #timesGivenUp = 0;

  constructor(when: number, seconds: number, wake: () => void) {
    this.#when = when;
    this.#wake = wake;
    const delay = Math.min(Math.max(0, seconds), LONGEST_WAIT);
    // Hosts cut fractions off and would wake us too early.
    this.#timer = setTimeout(
      () => {
        this.#isOver = true;
        this.#wake?.();
      },
      Math.ceil(delay * 1000),
    );
  }

  /** Is it one for `when` that was given up just now? Then it is `wake`'s. */
  takeAgain(when: number, wake: () => void): boolean {
    if (this.#isOver || this.#wake !== undefined || this.#when !== when) return false;
    this.#wake = wake;
    return true;
  }

  /** It is cleared two microtasks later: the turn that the loop asks for when it gives a timer up comes between them. */
  giveUp(): void {
    this.#wake = undefined;
    const time = ++this.#timesGivenUp;
    inMicrotask(() => {
      inMicrotask(() => {
        if (this.#wake === undefined && time === this.#timesGivenUp) this.#clear();
      });
    });
  }

  #clear(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}
