import { type Coroutine, createTask, Lock, sleep } from 'asyncio-ts';

export function* work({ n, tasks, held }: { n: number; tasks: number; held: number }) {
  const lock = new Lock();
  let count = 0;
  function* worker(): Coroutine<void> {
    for (let i = 0; i < n / tasks; i++) {
      yield* lock.acquire();
      try {
        const before = count;
        for (let k = 0; k < held; k++) yield* sleep(0);
        count = before + 1;
      } finally {
        lock.release();
      }
    }
  }
  const workers = Array.from({ length: tasks }, () => createTask(worker()));
  for (const task of workers) yield* task;
  return count;
}
