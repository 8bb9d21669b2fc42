import { firstRandoms } from '../../random.js';

export async function work({ n }: { n: number }) {
  let called = 0;
  const call = (): void => {
    called++;
  };
  const timers = firstRandoms(n, 100).map((random) => setTimeout(call, 1000 * (random + 1)));
  for (const timer of timers) clearTimeout(timer);
  await undefined;
  return { made: timers.length, called };
}
