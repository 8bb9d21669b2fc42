/** Searching in what is sorted. */

/** The first number from 0 on that `isIt` holds for, as it does for all behind it; `length` if it holds for none. */
export function firstOf(length: number, isIt: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isIt(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where the first one stands that is greater than `value`: their count, if none is. */
export function firstAbove(sorted: readonly number[], value: number): number {
  return firstOf(sorted.length, (index) => sorted[index]! > value);
}

/** Where the last one stands that is not greater than `value`: -1, if all are. */
export function lastUpTo(sorted: readonly number[], value: number): number {
  return firstAbove(sorted, value) - 1;
}
