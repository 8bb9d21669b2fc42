/** What a queue keeps its items in, which decides about their order. */

/**
 * A store of items. `Queue`, `LifoQueue` and `PriorityQueue` differ in theirs alone; give `Queue` one of your own,
 * `new Queue(maxsize, { items })`, for another order. In Python one overrides `_init`, `_put` and `_get` of the queue.
 *
 * @see CPython 3.13 `Lib/asyncio/queues.py`, `Queue._init`
 */
export interface QueueItems<T> {
  /** How many there are. */
  readonly size: number;
  /** Adds one. If it throws, it must not have added it: `put` throws the same. */
  put(item: T): void;
  /** Takes out the next one; asked only when there is one. If it throws, it must not have taken it. */
  take(): T;
  /** Takes out all. */
  clear(): void;
  /** All items, for `toString()`. */
  [Symbol.iterator](): Iterator<T>;
}
