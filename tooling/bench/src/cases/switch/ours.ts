import { type Coroutine, createTask, sleep } from 'asyncio-ts';

export function* work({ n, tasks }: { n: number; tasks: number }) {
  let sum = 0;
  let last = -1;
  function* spin(me: number): Coroutine<void> {
    for (let i = 0; i < n / tasks; i++) {
      yield* sleep(0);
      sum += me;
      last = me;
    }
  }
  const all = Array.from({ length: tasks }, (_, me) => createTask(spin(me)));
  for (const task of all) yield* task;
  return { sum, last };
}
