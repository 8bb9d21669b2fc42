import { firstRandoms } from '../../random.js';

export async function work({ n }: { n: number }) {
  let woken = 0;
  let tooEarly = 0;
  async function sleeper(milliseconds: number): Promise<void> {
    const begin = performance.now();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    woken++;
    if (performance.now() - begin < milliseconds - 1) tooEarly++;
  }
  const sleepers = firstRandoms(n, 20).map((random) => sleeper(random + 1));
  for (const promise of sleepers) await promise;
  return { woken, tooEarly };
}
