import { type Operation, sleep, spawn, type Task } from 'effection';

import { firstRandoms } from '../../random.js';

export function* work({ n }: { n: number }) {
  let woken = 0;
  let tooEarly = 0;
  function* sleeper(milliseconds: number): Operation<void> {
    const begin = performance.now();
    yield* sleep(milliseconds);
    woken++;
    if (performance.now() - begin < milliseconds - 1) tooEarly++;
  }
  const tasks: Task<void>[] = [];
  for (const random of firstRandoms(n, 20)) tasks.push(yield* spawn(() => sleeper(random + 1)));
  for (const task of tasks) yield* task;
  return { woken, tooEarly };
}
