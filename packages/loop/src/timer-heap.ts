/**
 * The timers, soonest first: a binary heap in an array.
 *
 *                 0                  parent of i: (i - 1) >> 1
 *             1       2              children:    2i + 1, 2i + 2
 *           3   4   5   6
 *
 * Timers due at the same time fire in the order they were made: CPython's heap leaves that open, ours compares a
 * serial number. A cancelled timer stays where it is, which makes cancelling O(1); once more than half of the heap
 * is cancelled, the heap is rebuilt without them, so that they cannot pile up.
 */
import type { TimerHandle } from './handle.js';

const FEWEST_TO_COMPACT = 64;

/** Holds the scheduled timers of one loop. */
export class TimerHeap {
  #heap: TimerHandle[] = [];
  #cancelled = 0;

  /** How many timers are held, cancelled ones that were not yet swept out included. */
  get size(): number {
    return this.#heap.length;
  }

  push(timer: TimerHandle): void {
    timer._scheduled = true;
    this.#heap.push(timer);
    this.#siftUp(this.#heap.length - 1);
  }

  /** The soonest timer that was not cancelled. */
  peek(): TimerHandle | undefined {
    let first = this.#heap[0];
    while (first?._cancelled === true) {
      this.#cancelled--;
      this.#removeFirst();
      first = this.#heap[0];
    }
    return first;
  }

  /** Takes out the soonest timer if it is due before `end`, else nothing. */
  popBefore(end: number): TimerHandle | undefined {
    const first = this.peek();
    if (first === undefined || first._when >= end) return undefined;
    this.#removeFirst();
    return first;
  }

  /** A timer of this heap was cancelled. */
  noteCancelled(): void {
    this.#cancelled++;
    if (this.#heap.length > FEWEST_TO_COMPACT && this.#cancelled * 2 > this.#heap.length) this.#compact();
  }

  clear(): void {
    for (const timer of this.#heap) timer._scheduled = false;
    this.#heap = [];
    this.#cancelled = 0;
  }

  #compact(): void {
    const kept: TimerHandle[] = [];
    for (const timer of this.#heap) {
      if (timer._cancelled) timer._scheduled = false;
      else kept.push(timer);
    }
    this.#heap = kept;
    this.#cancelled = 0;
    for (let i = (kept.length >> 1) - 1; i >= 0; i--) this.#siftDown(i);
  }

  #removeFirst(): void {
    const heap = this.#heap;
    heap[0]!._scheduled = false; // only called when there is one
    const last = heap.pop()!;
    if (heap.length === 0) return;
    heap[0] = last;
    this.#siftDown(0);
  }

  #siftUp(start: number): void {
    const heap = this.#heap;
    const timer = heap[start]!;
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent]!;
      if (isSooner(above, timer)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = timer;
  }

  #siftDown(start: number): void {
    const heap = this.#heap;
    const timer = heap[start]!;
    const size = heap.length;
    let at = start;
    for (let child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isSooner(heap[child + 1]!, heap[child]!)) child++;
      if (isSooner(timer, heap[child]!)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = timer;
  }
}

function isSooner(a: TimerHandle, b: TimerHandle): boolean {
  return a._when < b._when || (a._when === b._when && a._serial < b._serial);
}
