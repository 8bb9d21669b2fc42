import { createQueue, type Operation, spawn } from 'effection';

import { Absent } from '../../job.js';

export function* work({ n, capacity }: { n: number; capacity: number }) {
  if (capacity > 0) throw new Absent('its queues are without limit');
  const queue = createQueue<number, never>();
  function* produce(): Operation<void> {
    for (let i = 0; i < n; i++) queue.add(i);
  }
  const task = yield* spawn(produce);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (yield* queue.next()).value;
  yield* task;
  return sum;
}
