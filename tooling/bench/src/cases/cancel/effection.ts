import { type Operation, sleep, spawn, type Task, until } from 'effection';

export function* work({ n }: { n: number }) {
  let woken = 0;
  let cleanedUp = 0;
  function* sleeper(): Operation<void> {
    try {
      yield* sleep(1_000_000);
      woken++;
    } finally {
      cleanedUp++;
    }
  }
  const tasks: Task<void>[] = [];
  for (let i = 0; i < n; i++) tasks.push(yield* spawn(sleeper));
  yield* until(Promise.resolve());
  for (const task of tasks) yield* task.halt();
  return { woken, cleanedUp };
}
