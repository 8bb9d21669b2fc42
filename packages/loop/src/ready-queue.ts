/**
 * The ready queue: what runs in the next turn, first in, first out.
 *
 * A ring in an array whose length is a power of two, so that neither end ever moves the rest:
 *
 *        head          tail
 *         v             v
 *     [ . A  B  C  D  E .  . ]      push: write at tail, shift: read at head, both modulo the length
 *
 * `Array.shift` moves every element once the array is large, and swapping two arrays frees and grows their
 * stores each turn.
 */

/** What the loop can run: a handle, a done callback, a task whose turn it is, a future with something to tell. */
export interface Runnable {
  /** @internal Runs it; whatever it throws ends the loop, so only fatal errors may leave. */
  _run(): void;
  /** One line that says what it is. */
  toString(): string;
}

const SMALLEST = 64;

/** A first-in-first-out queue with O(1) `push` and `shift`. */
export class ReadyQueue {
  #ring: (Runnable | undefined)[] = new Array<Runnable | undefined>(SMALLEST).fill(undefined);
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(item: Runnable): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.#size) & (this.#ring.length - 1)] = item;
    this.#size++;
  }

  shift(): Runnable | undefined {
    if (this.#size === 0) return undefined;
    const item = this.#ring[this.#head];
    this.#ring[this.#head] = undefined; // else the ring keeps finished tasks alive
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.#size--;
    return item;
  }

  /** What is in it, first to last. */
  *[Symbol.iterator](): Generator<Runnable> {
    for (let i = 0; i < this.#size; i++) yield this.#ring[(this.#head + i) & (this.#ring.length - 1)]!;
  }

  clear(): void {
    this.#ring = new Array<Runnable | undefined>(SMALLEST).fill(undefined);
    this.#head = 0;
    this.#size = 0;
  }

  #grow(): void {
    const old = this.#ring;
    const ring = new Array<Runnable | undefined>(old.length * 2).fill(undefined);
    for (let i = 0; i < old.length; i++) ring[i] = old[(this.#head + i) & (old.length - 1)];
    this.#ring = ring;
    this.#head = 0;
  }
}
