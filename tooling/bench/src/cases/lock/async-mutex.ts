import { Mutex } from 'async-mutex';

export async function work({ n, tasks, held }: { n: number; tasks: number; held: number }) {
  const mutex = new Mutex();
  let count = 0;
  async function worker(): Promise<void> {
    for (let i = 0; i < n / tasks; i++) {
      const release = await mutex.acquire();
      try {
        const before = count;
        for (let k = 0; k < held; k++) await undefined;
        count = before + 1;
      } finally {
        release();
      }
    }
  }
  await Promise.all(Array.from({ length: tasks }, worker));
  return count;
}
