import { type Coroutine, createTask, Queue } from 'asyncio-ts';

export function* work({ n, capacity }: { n: number; capacity: number }) {
  const queue = new Queue<number>(capacity);
  function* produce(): Coroutine<void> {
    for (let i = 0; i < n; i++) yield* queue.put(i);
  }
  const task = createTask(produce());
  let sum = 0;
  for (let i = 0; i < n; i++) sum += yield* queue.get();
  yield* task;
  return sum;
}
