import { type Coroutine, createTask, sleep } from 'asyncio-ts';

import { firstRandoms } from '../../random.js';

export function* work({ n }: { n: number }) {
  let woken = 0;
  let tooEarly = 0;
  function* sleeper(milliseconds: number): Coroutine<void> {
    const begin = performance.now();
    yield* sleep(milliseconds / 1000);
    woken++;
    if (performance.now() - begin < milliseconds - 1) tooEarly++;
  }
  const tasks = firstRandoms(n, 20).map((random) => createTask(sleeper(random + 1)));
  for (const task of tasks) yield* task;
  return { woken, tooEarly };
}
