import { AsyncQueue } from '../../natives/async-queue.js';
import { Heap } from '../../natives/heap.js';
import { firstRandoms } from '../../random.js';

export async function work({ n }: { n: number }) {
  const queue = new AsyncQueue<number>(Infinity, new Heap());
  for (const item of firstRandoms(n, 1_000_000)) {
    const full = queue.put(item);
    if (full) await full;
  }
  let inversions = 0;
  let sum = 0;
  for (let i = 0, last = 0; i < n; i++) {
    const item = await queue.get();
    if (item < last) inversions++;
    sum += last = item;
  }
  return { inversions, sum };
}
