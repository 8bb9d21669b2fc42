import { type Coroutine, createTask, sleep, type Task } from 'asyncio-ts';

function* child(i: number): Coroutine<number> {
  yield* sleep(0);
  return i;
}

export function* work({ n, live }: { n: number; live: string }) {
  const together = live === 'one' ? 1 : n;
  let sum = 0;
  for (let i = 0; i < n;) {
    const tasks: Task<number>[] = [];
    for (; tasks.length < together; i++) tasks.push(createTask(child(i)));
    for (const task of tasks) sum += yield* task;
  }
  return sum;
}
