import { type Coroutine, createTask, sleep } from 'asyncio-ts';

import { heapInUse } from '../../heap.js';

export function* work({ n }: { n: number }) {
  let begun = 0;
  let woken = 0;
  function* sleeper(i: number): Coroutine<void> {
    begun++;
    yield* sleep(3600 + (i % 1000) / 1000);
    woken++;
  }
  const before = heapInUse();
  const tasks = Array.from({ length: n }, (_, i) => createTask(sleeper(i)));
  yield* sleep(0);
  const value = (heapInUse() - before) / tasks.length;
  return { value, checked: { begun, woken } };
}
