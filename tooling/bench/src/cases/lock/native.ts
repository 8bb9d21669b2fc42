import { Semaphore } from '../../natives/semaphore.js';

export async function work({ n, tasks, held }: { n: number; tasks: number; held: number }) {
  const lock = new Semaphore(1);
  let count = 0;
  async function worker(): Promise<void> {
    for (let i = 0; i < n / tasks; i++) {
      const wait = lock.acquire();
      if (wait) await wait;
      try {
        const before = count;
        for (let k = 0; k < held; k++) await undefined;
        count = before + 1;
      } finally {
        lock.release();
      }
    }
  }
  await Promise.all(Array.from({ length: tasks }, worker));
  return count;
}
