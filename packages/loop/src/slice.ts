/**
 * Slices: how long a loop may go on before the host gets its turn, with I/O, timers and rendering.
 *
 * A slice begins after a turn of the host's and lasts for half a millisecond. The loop may sleep in it and be woken by a
 * promise, a thousand times: it is still the same slice, and the host is still waiting.
 */

/** Real time, also of a virtual loop. */
const SLICE_MILLISECONDS = 0.5;

/**
 * Reading the clock costs as much as a callback does, so that is done now and then only: after so many callbacks that about
 * this part of a slice goes by in between.
 */
const MILLISECONDS_PER_READING = 0.05;
const MOST_CALLBACKS_PER_READING = 128;

/** A promise that wakes the loop may come after long work of an `async` function, so four of them are enough for a reading. */
const CALLBACKS_PER_WAKE = MOST_CALLBACKS_PER_READING / 4;

/** The slice that a loop is in. */
export class Slice {
  /** Was it over at the last look at the clock? It stays so until the host has had its turn. */
  isOver = false;
  #start = 0;
  #lastReading = 0;
  /** Callbacks since then. */
  #callbacks = 0;
  #callbacksPerReading = 1;

  /** The host has had its turn. */
  begin(): void {
    this.#start = this.#lastReading = performance.now();
    this.#callbacks = 0;
    this.isOver = false;
  }

  /** The loop was woken. */
  countWake(): void {
    this.count(CALLBACKS_PER_WAKE);
  }

  /** So many callbacks have run. */
  count(callbacks: number): void {
    this.#callbacks += callbacks;
    if (this.#callbacks >= this.#callbacksPerReading) this.#readClock();
  }

  #readClock(): void {
    const now = performance.now();
    this.isOver = now - this.#start >= SLICE_MILLISECONDS;
    this.#adapt(now - this.#lastReading);
    this.#lastReading = now;
    this.#callbacks = 0;
  }

  /**
   * The callbacks took so long, with the microtasks and the idle time between them: how many fit between two looks at the
   * clock? Few at once, many only step by step.
   */
  #adapt(milliseconds: number): void {
    const fitting = Math.floor((this.#callbacks * MILLISECONDS_PER_READING) / milliseconds);
    const most = Math.min(2 * this.#callbacksPerReading, MOST_CALLBACKS_PER_READING);
    this.#callbacksPerReading = Math.max(1, Math.min(fitting, most));
  }
}
