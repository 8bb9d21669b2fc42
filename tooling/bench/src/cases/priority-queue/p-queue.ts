import PQueue from 'p-queue';

import { firstRandoms } from '../../random.js';

export async function work({ n }: { n: number }) {
  const queue = new PQueue({ concurrency: 1, autoStart: false });
  let inversions = 0;
  let sum = 0;
  let last = 0;
  for (const item of firstRandoms(n, 1_000_000)) {
    const job = (): void => {
      if (item < last) inversions++;
      sum += last = item;
    };
    void queue.add(job, { priority: -item }); // the highest first
  }
  await queue.start().onIdle();
  return { inversions, sum };
}
