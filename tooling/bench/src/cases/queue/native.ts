import { AsyncQueue } from '../../natives/async-queue.js';

export async function work({ n, capacity }: { n: number; capacity: number }) {
  const queue = new AsyncQueue<number>(capacity || Infinity);
  async function produce(): Promise<void> {
    for (let i = 0; i < n; i++) {
      const full = queue.put(i);
      if (full) await full;
    }
  }
  const task = produce();
  let sum = 0;
  for (let i = 0; i < n; i++) sum += await queue.get();
  await task;
  return sum;
}
