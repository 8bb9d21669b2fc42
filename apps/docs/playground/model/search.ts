/** Searching in sorted numbers. */

/** Where the first one stands that is greater than `value`: their count, if none is. */
export function firstAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where the last one stands that is not greater than `value`: -1, if all are. */
export function lastUpTo(sorted: readonly number[], value: number): number {
  return firstAbove(sorted, value) - 1;
}
