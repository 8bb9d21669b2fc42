import { PriorityQueue, Queue, QueueEmpty, QueueShutDown } from '@asyncio-ts/queues';
import { createTask, run } from '@asyncio-ts/tasks';

function* produce(queue: Queue<number>) {
  for (let item = 1; item <= 3; item++) yield* queue.put(item * item);
  queue.shutdown();
}

function* main() {
  const queue = new Queue<number>(1); // whoever puts a second item waits
  const producer = createTask(produce(queue));
  try {
    for (;;) console.log((yield* queue.get()).toFixed(1));
  } catch (error) {
    if (!(error instanceof QueueShutDown)) throw error;
  }
  yield* producer;
  const sorted = new PriorityQueue<number>();
  for (const item of [3, 1, 2]) sorted.putNowait(item);
  console.log(sorted.getNowait(), sorted.getNowait(), sorted.getNowait());
  try {
    sorted.getNowait();
  } catch (error) {
    console.log(error instanceof QueueEmpty);
  }
}

void run(main());
// 1.0
// 4.0
// 9.0
// 1 2 3
// true
