/**
 * First in, first out.
 *
 * A ring in an array whose length is a power of two, so that neither end ever moves the rest:
 *
 *        head       head + size
 *         v             v
 *     [ . A  B  C  D  E .  . ]      put: write behind the last, take: read at head, both modulo the length
 *
 * `Array.shift` moves every item of a large array. The ring halves when a quarter of it is in use, so that a queue
 * which was long once does not keep the memory; each item pays for a constant share of such moves.
 */
import type { QueueItems } from './items.js';

const SMALLEST = 8;

export class RingBuffer<T> implements QueueItems<T> {
  #ring = new Array<T | undefined>(SMALLEST).fill(undefined);
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  put(item: T): void {
    if (this.#size === this.#ring.length) this.#resize(this.#ring.length * 2);
    this.#ring[(this.#head + this.#size) & (this.#ring.length - 1)] = item;
    this.#size++;
  }

  take(): T {
    const item = this.#ring[this.#head] as T; // a place in use holds a T
    this.#ring[this.#head] = undefined; // else the ring keeps it alive
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#size--;
    if (this.#size * 4 < this.#ring.length && this.#ring.length > SMALLEST)
      this.#resize(this.#ring.length / 2);
    return item;
  }

  clear(): void {
    this.#size = 0;
    this.#resize(SMALLEST);
  }

  *[Symbol.iterator](): IterableIterator<T> {
    // eslint-disable-next-line asyncio/no-bare-yield -- a plain iterator, not a coroutine
    for (let i = 0; i < this.#size; i++) yield this.#at(i);
  }

  #at(index: number): T {
    return this.#ring[(this.#head + index) & (this.#ring.length - 1)] as T; // the places in use hold a T each
  }

  #resize(length: number): void {
    const ring = new Array<T | undefined>(length).fill(undefined);
    for (let i = 0; i < this.#size; i++) ring[i] = this.#at(i);
    this.#ring = ring;
    this.#head = 0;
  }
}
