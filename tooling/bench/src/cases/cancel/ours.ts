import { CancelledError, type Coroutine, createTask, sleep } from 'asyncio-ts';

export function* work({ n }: { n: number }) {
  let woken = 0;
  let cleanedUp = 0;
  function* sleeper(): Coroutine<void> {
    try {
      yield* sleep(1000);
      woken++;
    } finally {
      cleanedUp++;
    }
  }
  const tasks = Array.from({ length: n }, () => createTask(sleeper()));
  yield* sleep(0);
  for (const task of tasks) task.cancel();
  for (const task of tasks) {
    try {
      yield* task;
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
    }
  }
  return { woken, cleanedUp };
}
