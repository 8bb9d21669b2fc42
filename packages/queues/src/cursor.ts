/** Going through a queue until it is shut down. Python 3.13 has no such thing; it has `while True: await queue.get()`. */
import { type Coroutine, CoroutineObject } from '@asyncio-ts/tasks';

import { QueueShutDown } from './errors.js';
import type { Queue } from './queue.js';

/** Takes one item after the other out of a queue, and ends when the queue is shut down and has none left. */
export class QueueCursor<T> {
  readonly #queue: Queue<T>;

  /** `queue.aiter()` makes them. */
  constructor(queue: Queue<T>) {
    this.#queue = queue;
  }

  /** Itself: a cursor can be iterated, too. */
  aiter(): this {
    return this;
  }

  /**
   * Takes the next item out, as `get` does.
   *
   * @returns the item, or that there will be no more
   * @suspends only when the queue is empty
   * @throws {CancelledError} the task was cancelled while it waited
   */
  anext(): CoroutineObject<IteratorResult<T, undefined>> {
    return new CoroutineObject(this.#anext(), 'QueueCursor.anext');
  }

  *#anext(): Coroutine<IteratorResult<T, undefined>> {
    try {
      return { done: false, value: yield* this.#queue.get() };
    } catch (error) {
      if (error instanceof QueueShutDown) return { done: true, value: undefined };
      throw error;
    }
  }
}
