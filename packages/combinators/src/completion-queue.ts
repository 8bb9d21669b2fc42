/**
 * A queue without bounds, as far as `asCompleted` needs one: the turns it takes are those of `asyncio.Queue`, which
 * CPython uses there and which is in a package of its own here.
 */
import { type Coroutine, type EventLoop, Future } from '@asyncio-ts/tasks';

/** Items in the order they were put, for waiters in the order they came. */
export class CompletionQueue<T> {
  readonly #loop: EventLoop;
  readonly #items: T[] = [];
  /** How many items are taken: `shift` would move all that are left. */
  #taken = 0;
  readonly #getters = new Set<Future<void>>(); // in order, and a cancelled one leaves in O(1)

  constructor(loop: EventLoop) {
    this.#loop = loop;
  }

  put(item: T): void {
    this.#items.push(item);
    this.#wakeNext();
  }

  *get(): Coroutine<T> {
    while (this.#isEmpty()) yield* this.#wait();
    const item = this.#items[this.#taken++]!; // not empty, as the line above says
    if (this.#isEmpty()) this.#items.length = this.#taken = 0;
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
    return this.#taken === this.#items.length;
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
