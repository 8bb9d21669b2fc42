import { Queue, QueueShutDown } from '@asyncio-ts/queues';
import { taskGroup, timeout } from '@asyncio-ts/structured';
import { CancelledError, run, Task, TimeoutError } from '@asyncio-ts/tasks';

function* main() {
  const queue = new Queue<string>();
  // The group's task waits in the queue's line; the timeout cancels it there. All three must mean the same classes.
  try {
    yield* timeout(0.001, function* () {
      try {
        yield* queue.get();
      } catch (error) {
        console.log('cancelled in the line:', error instanceof CancelledError);
        throw error;
      }
    });
  } catch (error) {
    console.log('timed out:', error instanceof TimeoutError);
  }
  yield* taskGroup(function* (group) {
    const getting = group.createTask(queue.get());
    console.log('a task:', getting instanceof Task);
    yield* queue.put('item');
    console.log(yield* getting);
    queue.shutdown();
  });
  try {
    yield* queue.get();
  } catch (error) {
    console.log('shut down:', error instanceof QueueShutDown);
  }
}

void run(main());
// cancelled in the line: true
// timed out: true
// a task: true
// item
// shut down: true
