/**
 * `LifoQueue`: the newest item first.
 *
 * After CPython 3.13 `Lib/asyncio/queues.py`, `LifoQueue`.
 */
import { Queue } from './queue.js';
import { Stack } from './stack.js';

/**
 * A queue from which the item that was put in last comes out first.
 *
 * @see CPython 3.13 `Lib/asyncio/queues.py`, `LifoQueue`
 */
export class LifoQueue<T> extends Queue<T> {
  /**
   * @param maxsize - how many items it holds at most; 0 (the default) or less: any number
   * @throws {TypeError} `maxsize` is not a number
   * @throws {ValueError} `maxsize` is NaN
   */
  constructor(maxsize = 0) {
    super(maxsize, { items: new Stack() });
  }
}
