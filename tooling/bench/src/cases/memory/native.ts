import { heapInUse } from '../../heap.js';

export async function work({ n }: { n: number }) {
  let begun = 0;
  let woken = 0;
  async function sleeper(i: number): Promise<void> {
    begun++;
    await new Promise((resolve) => setTimeout(resolve, 3_600_000 + (i % 1000)));
    woken++;
  }
  const before = heapInUse();
  const sleepers = Array.from({ length: n }, (_, i) => sleeper(i));
  await undefined;
  const value = (heapInUse() - before) / sleepers.length;
  return { value, checked: { begun, woken } };
}
