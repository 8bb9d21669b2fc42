/**
 * A queue without bounds, as far as `asCompleted` needs one: the turns it takes are those of `asyncio.Queue`, which
 * CPython uses there and which is in a package of its own here.
 */
import { type Coroutine, type EventLoop, Future } from '@asyncio-ts/tasks';

/** Items in the order they were put, for waiters in the order they came. */
export class CompletionQueue<T> {
  readonly #loop: EventLoop;
  /** By their numbers, counted from 0: the first one leaves in O(1), and nothing of it stays behind. */
  readonly #items = new Map<number, T>();
  #added = 0;
  #taken = 0;
  readonly #getters = new Set<Future<void>>(); // in order, and a cancelled one leaves in O(1)

  constructor(loop: EventLoop) {
    this.#loop = loop;
  }

  put(item: T): void {
    this.#items.set(this.#added++, item);
    this.#wakeNext();
  }

  *get(): Coroutine<T> {
    while (this.#isEmpty()) yield* this.#wait();
    const number = this.#taken++;
    const item = this.#items.get(number) as T; // not empty, as the first line says
    this.#items.delete(number);
    return item;
  }

  *#wait(): Coroutine<void> {
    const getter = new Future<void>({ loop: this.#loop });
    this.#getters.add(getter);
    let woken = false;
    try {
      yield* getter;
      woken = true;
    } finally {
      this.#getters.delete(getter);
      // Cancelled after the wake-up: what it was meant for goes to the next one.
      if (!woken && getter.done() && !getter.cancelled() && !this.#isEmpty()) this.#wakeNext();
    }
  }

  #isEmpty(): boolean {
    return this.#items.size === 0;
  }

  #wakeNext(): void {
    for (const getter of this.#getters) {
      this.#getters.delete(getter);
      if (getter.done()) continue;
      getter.setResult();
      return;
    }
  }
}
