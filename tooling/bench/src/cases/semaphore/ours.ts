import { type Coroutine, createTask, Semaphore, sleep } from 'asyncio-ts';

export function* work({ n }: { n: number }) {
  const semaphore = new Semaphore(10);
  let done = 0;
  let active = 0;
  let most = 0;
  function* job(): Coroutine<void> {
    yield* semaphore.acquire();
    try {
      most = Math.max(most, ++active);
      yield* sleep(0);
      active--;
      done++;
    } finally {
      semaphore.release();
    }
  }
  const tasks = Array.from({ length: n }, () => createTask(job()));
  for (const task of tasks) yield* task;
  return { done, limited: most > 1 && most <= 10 };
}
