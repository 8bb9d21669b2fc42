import pMap from 'p-map';

export async function work({ n }: { n: number }) {
  let done = 0;
  let active = 0;
  let most = 0;
  async function job(): Promise<void> {
    most = Math.max(most, ++active);
    await undefined;
    active--;
    done++;
  }
  await pMap(Array.from({ length: n }), job, { concurrency: 10 });
  return { done, limited: most > 1 && most <= 10 };
}
