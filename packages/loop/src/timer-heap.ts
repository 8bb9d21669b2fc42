/**
 * The timers, soonest first: a binary heap.
 *
 *                 0                  parent of i: (i - 1) >> 1
 *             1       2              children:    2i + 1, 2i + 2
 *           3   4   5   6
 *
 * It lies in three arrays side by side: when, the serial number, the timer. Packed numbers are compared then, and a timer
 * needs no fields for them, which saves 24 bytes of each; a heap of the timers themselves is as fast.
 *
 * Timers due at the same time fire in the order they were made: CPython's heap leaves that open, ours compares a
 * serial number. A cancelled timer stays where it is, which makes cancelling O(1); once more than half of the heap
 * is cancelled, the heap is rebuilt without them, so that they cannot pile up.
 */
import type { Runnable } from './ready-queue.js';

const SMALLEST = 16;
const FEWEST_TO_COMPACT = 64;

/** What can be due later: a handle of `callLater`, a sleep. */
export interface Timer extends Runnable {
  /** Is it in the heap? The heap writes it. */
  _scheduled: boolean;
  /** Was it given up? Who gives one up that is scheduled tells the loop: `_noteCancelled`. */
  readonly _cancelled: boolean;
}

/** Holds the scheduled timers of one loop. */
export class TimerHeap {
  #timers: Timer[] = [];
  #whens: Float64Array = new Float64Array(SMALLEST);
  #serials: Float64Array = new Float64Array(SMALLEST);
  #made = 0;
  #cancelled = 0;

  /** How many timers are held, cancelled ones that were not yet swept out included. */
  get size(): number {
    return this.#timers.length;
  }

  /** @param when - seconds on the loop's clock */
  push(timer: Timer, when: number): void {
    timer._scheduled = true;
    const at = this.#timers.length;
    if (at === this.#whens.length) this.#grow();
    this.#timers.push(timer);
    this.#siftUp(at, timer, when, this.#made++);
  }

  /** The soonest timer that was not cancelled. */
  peek(): Timer | undefined {
    while (this.#timers.length > 0) {
      const first = this.#timers[0]!;
      if (!first._cancelled) return first;
      this.#cancelled--;
      this.#removeFirst(first);
    }
    return undefined;
  }

  /** When that one is due; `undefined` if there is none. */
  nextTime(): number | undefined {
    return this.peek() === undefined ? undefined : this.#whens[0];
  }

  /** Takes out the soonest timer if it is due before `end`, else nothing. */
  popBefore(end: number): Timer | undefined {
    const first = this.peek();
    if (first === undefined || this.#whens[0]! >= end) return undefined;
    this.#removeFirst(first);
    return first;
  }

  /** The timers that were not cancelled and when they are due, soonest first: for those who look, not for running. */
  inOrder(): (readonly [timer: Timer, when: number])[] {
    return this.#timers
      .map((timer, i) => ({ timer, when: this.#whens[i]!, serial: this.#serials[i]! }))
      .filter(({ timer }) => !timer._cancelled)
      .sort((a, b) => a.when - b.when || a.serial - b.serial)
      .map(({ timer, when }) => [timer, when]);
  }

  /** A timer of this heap was cancelled. */
  noteCancelled(): void {
    this.#cancelled++;
    const size = this.#timers.length;
    if (size > FEWEST_TO_COMPACT && this.#cancelled * 2 > size) this.#compact();
  }

  clear(): void {
    for (const timer of this.#timers) timer._scheduled = false;
    this.#timers = [];
    this.#whens = new Float64Array(SMALLEST);
    this.#serials = new Float64Array(SMALLEST);
    this.#cancelled = 0;
  }

  #compact(): void {
    const timers = this.#timers;
    let kept = 0;
    for (let i = 0; i < timers.length; i++) {
      const timer = timers[i]!;
      if (timer._cancelled) timer._scheduled = false;
      else this.#put(kept++, timer, this.#whens[i]!, this.#serials[i]!);
    }
    timers.length = kept;
    this.#cancelled = 0;
    for (let i = (kept >> 1) - 1; i >= 0; i--)
      this.#siftDown(i, timers[i]!, this.#whens[i]!, this.#serials[i]!);
  }

  #removeFirst(first: Timer): void {
    first._scheduled = false;
    const last = this.#timers.pop()!; // `first` was there
    const size = this.#timers.length;
    if (size > 0) this.#siftDown(0, last, this.#whens[size]!, this.#serials[size]!);
  }

  #siftUp(start: number, timer: Timer, when: number, serial: number): void {
    const [timers, whens, serials] = [this.#timers, this.#whens, this.#serials];
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (whens[parent]! <= when) break; // the new one has the highest serial
      timers[at] = timers[parent]!;
      whens[at] = whens[parent]!;
      serials[at] = serials[parent]!;
      at = parent;
    }
    this.#put(at, timer, when, serial);
  }

  #siftDown(start: number, timer: Timer, when: number, serial: number): void {
    const [timers, whens, serials] = [this.#timers, this.#whens, this.#serials];
    const size = timers.length;
    let at = start;
    for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
      let [first, order] = [whens[child]!, serials[child]!];
      const other = child + 1;
      if (other < size && isSooner(whens[other]!, serials[other]!, first, order)) {
        child = other;
        [first, order] = [whens[child]!, serials[child]!];
      }
      if (isSooner(when, serial, first, order)) break;
      timers[at] = timers[child]!;
      whens[at] = first;
      serials[at] = order;
      at = child;
    }
    this.#put(at, timer, when, serial);
  }

  #put(at: number, timer: Timer, when: number, serial: number): void {
    this.#timers[at] = timer;
    this.#whens[at] = when;
    this.#serials[at] = serial;
  }

  #grow(): void {
    this.#whens = twiceAsLong(this.#whens);
    this.#serials = twiceAsLong(this.#serials);
  }
}

function isSooner(a: number, serialA: number, b: number, serialB: number): boolean {
  return a < b || (a === b && serialA < serialB);
}

function twiceAsLong(numbers: Float64Array): Float64Array {
  const longer = new Float64Array(numbers.length * 2);
  longer.set(numbers);
  return longer;
}
