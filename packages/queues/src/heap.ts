/**
 * Smallest first: a binary heap in an array, where the children of `i` are `2i + 1` and `2i + 2`.
 *
 *             0              no parent is greater than its children
 *           /   \
 *          1     2           taking the smallest: a hole runs from the top to a leaf, following the smaller children;
 *         / \   / \          the last item goes in at that leaf, and from there up to where it belongs
 *        3   4 5   6
 *
 * Which of several equal items comes out first depends on who is compared with whom. So these are the comparisons of
 * Python's `heapq`, one by one and in its order. Only then is anything moved: a comparison that throws changes nothing.
 *
 * After CPython 3.13 `Lib/heapq.py`, `heappush` and `heappop`.
 */
import type { QueueItems } from './items.js';

export class Heap<T> implements QueueItems<T> {
  #items: T[] = [];
  readonly #isLess: (a: T, b: T) => boolean;

  constructor(isLess: (a: T, b: T) => boolean) {
    this.#isLess = isLess;
  }

  get size(): number {
    return this.#items.length;
  }

  put(item: T): void {
    const items = this.#items;
    let to = items.length;
    // A parent's index is smaller than its child's, so it is there.
    while (to > 0 && this.#isLess(item, items[parentOf(to)]!)) to = parentOf(to);
    for (let at = items.length; at !== to; at = parentOf(at)) items[at] = items[parentOf(at)]!; // the same way again
    items[to] = item;
  }

  take(): T {
    const items = this.#items;
    const end = items.length - 1;
    const last = items[end]!; // asked only when there is one
    // Each item on the way from the top to this leaf is going to move up by one; so `last` is compared with the one
    // that is at `at` now, and will be above it then.
    let at = this.#endOfHole(end);
    while (at > 0 && this.#isLess(last, items[at]!)) at = parentOf(at);
    items.length = end;
    if (end === 0) return last;
    let carried = last;
    for (; at >= 0; at = parentOf(at)) {
      const above = items[at]!;
      items[at] = carried;
      carried = above;
    }
    return carried;
  }

  /** The leaf that one gets to from the top by following the smaller children; of equal ones the right one. */
  #endOfHole(end: number): number {
    const items = this.#items;
    let at = 0;
    for (let left = 1; left < end; left = 2 * at + 1) {
      const right = left + 1;
      at = right < end && !this.#isLess(items[left]!, items[right]!) ? right : left;
    }
    return at;
  }

  clear(): void {
    this.#items = [];
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.#items.values();
  }
}

/** -1 for the top. */
function parentOf(index: number): number {
  return (index - 1) >> 1;
}
