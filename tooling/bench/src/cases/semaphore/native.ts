import { Semaphore } from '../../natives/semaphore.js';

export async function work({ n }: { n: number }) {
  const semaphore = new Semaphore(10);
  let done = 0;
  let active = 0;
  let most = 0;
  async function job(): Promise<void> {
    const wait = semaphore.acquire();
    if (wait) await wait;
    try {
      most = Math.max(most, ++active);
      await undefined;
      active--;
      done++;
    } finally {
      semaphore.release();
    }
  }
  const jobs = Array.from({ length: n }, job);
  for (const promise of jobs) await promise;
  return { done, limited: most > 1 && most <= 10 };
}
