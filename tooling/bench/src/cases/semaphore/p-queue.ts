import PQueue from 'p-queue';

export async function work({ n }: { n: number }) {
  const queue = new PQueue({ concurrency: 10 });
  let done = 0;
  let active = 0;
  let most = 0;
  async function job(): Promise<void> {
    most = Math.max(most, ++active);
    await undefined;
    active--;
    done++;
  }
  const jobs = Array.from({ length: n }, () => queue.add(job));
  for (const promise of jobs) await promise;
  return { done, limited: most > 1 && most <= 10 };
}
