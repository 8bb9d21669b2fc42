import { type Operation, sleep, spawn, type Task, until } from 'effection';

import { heapInUse } from '../../heap.js';

export function* work({ n }: { n: number }) {
  let begun = 0;
  let woken = 0;
  function* sleeper(i: number): Operation<void> {
    begun++;
    yield* sleep(3_600_000 + (i % 1000));
    woken++;
  }
  const before = heapInUse();
  const tasks: Task<void>[] = [];
  for (let i = 0; i < n; i++) tasks.push(yield* spawn(() => sleeper(i)));
  yield* until(Promise.resolve());
  const value = (heapInUse() - before) / tasks.length;
  return { value, checked: { begun, woken } };
}
