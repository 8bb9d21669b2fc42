/** Last in, first out. */
import type { QueueItems } from './items.js';

export class Stack<T> implements QueueItems<T> {
  #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  put(item: T): void {
    this.#items.push(item);
  }

  take(): T {
    return this.#items.pop() as T; // asked only when there is one
  }

  clear(): void {
    this.#items = [];
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.#items.values();
  }
}
