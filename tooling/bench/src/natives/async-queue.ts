/** A queue as one writes it with promises: whoever has not to wait gets no promise. */
import { Fifo } from './fifo.js';

interface Putter<T> {
  readonly item: T;
  readonly resume: () => void;
}

/** What the items stand in. */
interface Items<T> {
  readonly size: number;
  push(item: T): void;
  shift(): T | undefined;
}

/** With room for `capacity` items. */
export class AsyncQueue<T> {
  readonly #items: Items<T>;
  readonly #getters = new Fifo<(item: T) => void>();
  readonly #putters = new Fifo<Putter<T>>();
  readonly #capacity: number;

  constructor(capacity: number, items: Items<T> = new Fifo<T>()) {
    this.#items = items;
    this.#capacity = capacity;
  }

  put(item: T): Promise<void> | undefined {
    const getter = this.#getters.shift();
    if (getter !== undefined) getter(item);
    else if (this.#items.size < this.#capacity) this.#items.push(item);
    else {
      return new Promise((resume) => {
        this.#putters.push({ item, resume });
      });
    }
    return undefined;
  }

  get(): T | Promise<T> {
    if (this.#items.size === 0) {
      return new Promise((resume) => {
        this.#getters.push(resume);
      });
    }
    const item = this.#items.shift()!; // it is not empty
    const putter = this.#putters.shift();
    if (putter !== undefined) {
      this.#items.push(putter.item);
      putter.resume();
    }
    return item;
  }
}
