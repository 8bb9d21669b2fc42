import { PriorityQueue } from '@asyncio-ts/queues';
import { taskGroup, timeout } from '@asyncio-ts/structured';
import { run, sleep, Task, TimeoutError } from '@asyncio-ts/tasks';

function* main() {
  const queue = new PriorityQueue<number>();
  yield* taskGroup(function* (group) {
    const getting = group.createTask(queue.get());
    console.log('a task:', getting instanceof Task);
    for (const item of [2, 1]) yield* queue.put(item);
    console.log(yield* getting, yield* queue.get());
  });
  try {
    yield* timeout(0.001, () => sleep(60));
  } catch (error) {
    console.log('timed out:', error instanceof TimeoutError);
  }
}

void run(main());
// a task: true
// 1 2
// timed out: true
