import { getRunningLoop, sleep } from 'asyncio-ts';

import { firstRandoms } from '../../random.js';

export function* work({ n }: { n: number }) {
  const loop = getRunningLoop();
  let called = 0;
  const call = (): void => {
    called++;
  };
  const timers = firstRandoms(n, 100).map((random) => loop.callLater(random + 1, call));
  for (const timer of timers) timer.cancel();
  yield* sleep(0);
  return { made: timers.length, called };
}
