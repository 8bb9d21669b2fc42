/**
 * `PriorityQueue`: the smallest item first.
 *
 * After CPython 3.13 `Lib/asyncio/queues.py`, `PriorityQueue`.
 */
import { describe } from '@asyncio-ts/tasks/internal';

import { Heap } from './heap.js';
import { isLess } from './less-than.js';
import { Queue } from './queue.js';

/** How a `PriorityQueue` orders its items. */
export interface PriorityQueueOptions<T> {
  /** As for `Array.sort`: negative when `a` comes out before `b`. Default: Python's `<`. */
  readonly compare?: ((a: T, b: T) => number) | undefined;
}

/**
 * A queue from which the smallest item comes out first.
 *
 *     const jobs = new PriorityQueue<[priority: number, name: string]>();
 *     const files = new PriorityQueue<File>(0, { compare: (a, b) => a.size - b.size });
 *
 * Without `compare`, items are compared as in Python: numbers, strings, dates, and arrays of these, which go by their
 * first elements that differ. Equal items come out in the order in which Python's would, which is not the order they
 * went in: put a counter into the array for that.
 *
 * @see CPython 3.13 `Lib/asyncio/queues.py`, `PriorityQueue`
 */
export class PriorityQueue<T> extends Queue<T> {
  /**
   * @param maxsize - how many items it holds at most; 0 (the default) or less: any number
   * @param options - `compare`: which item comes first. It, and so `put` and `get`, throws `TypeError` for items that
   *   have no order
   * @throws {TypeError} `maxsize` is not a number, or `compare` not a function
   * @throws {ValueError} `maxsize` is NaN
   */
  constructor(maxsize = 0, options: PriorityQueueOptions<T> = {}) {
    super(maxsize, { items: new Heap<T>(toIsLess(options)) });
  }
}

function toIsLess<T>(options: PriorityQueueOptions<T>): (a: T, b: T) => boolean {
  const compare = typeof options === 'function' ? options : options.compare;
  if (compare === undefined) return isLess;
  if (typeof compare !== 'function' || compare === options) {
    const got = describe(compare);
    throw new TypeError(
      `compare must be a function, in an object, got ${got}\n  Write { compare: (a, b) => … }`,
    );
  }
  return (a, b) => {
    const order: unknown = compare(a, b);
    // `(a, b) => a > b` would leave the items in an order that nobody meant.
    if (typeof order !== 'number') {
      throw new TypeError(
        `compare must return a number, got ${describe(order)}\n  Negative: a comes before b`,
      );
    }
    return order < 0;
  };
}
