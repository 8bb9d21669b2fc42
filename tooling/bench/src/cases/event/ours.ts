import { type Coroutine, createTask, Event, sleep } from 'asyncio-ts';

export function* work({ n }: { n: number }) {
  const event = new Event();
  let woken = 0;
  function* waiter(): Coroutine<void> {
    yield* event.wait();
    woken++;
  }
  const tasks = Array.from({ length: n }, () => createTask(waiter()));
  yield* sleep(0);
  const early = woken;
  event.set();
  for (const task of tasks) yield* task;
  return { early, woken };
}
