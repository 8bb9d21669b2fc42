import { PriorityQueue } from 'asyncio-ts';

import { firstRandoms } from '../../random.js';

export function* work({ n }: { n: number }) {
  const queue = new PriorityQueue<number>();
  for (const item of firstRandoms(n, 1_000_000)) yield* queue.put(item);
  let inversions = 0;
  let sum = 0;
  for (let i = 0, last = 0; i < n; i++) {
    const item = yield* queue.get();
    if (item < last) inversions++;
    sum += last = item;
  }
  return { inversions, sum };
}
