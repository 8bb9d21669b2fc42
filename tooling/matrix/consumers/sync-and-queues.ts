/** Locks and queues. */
import { LifoQueue, PriorityQueue, Queue, QueueEmpty } from '@asyncio-ts/queues';
import { Barrier, Condition, Event, type Held, Lock, Semaphore } from '@asyncio-ts/sync';
import { type Coroutine, coroutine, type CoroutineObject, createTask, withAsync } from '@asyncio-ts/tasks';

import { exactly } from './same.js';

interface Job {
  readonly priority: number;
  readonly what: string;
}

export const producer = coroutine(function* producer(queue: Queue<Job>): Coroutine<void> {
  yield* queue.put({ priority: 1, what: 'work' });
  queue.putNowait({ priority: 2, what: 'rest' });
  // @ts-expect-error -- not a job
  queue.putNowait('work');
  // @ts-expect-error -- no priority
  yield* queue.put({ what: 'work' });
  yield* queue.join();
});

export const consumer = coroutine(function* consumer(queue: Queue<Job>): Coroutine<string> {
  const job = yield* queue.get();
  exactly<Job>()(job);
  queue.taskDone();
  try {
    return queue.getNowait().what;
  } catch (error) {
    return error instanceof QueueEmpty ? job.what : 'broken';
  }
});

export const queues = coroutine(function* queues(): Coroutine<void> {
  const byPriority = new PriorityQueue(0, { compare: (a: Job, b: Job) => a.priority - b.priority });
  exactly<PriorityQueue<Job>>()(byPriority);
  createTask(producer(byPriority));
  createTask(consumer(new LifoQueue<Job>(3)));
  // @ts-expect-error -- a queue of something else
  createTask(consumer(new Queue<string>()));
  yield* byPriority.join();
});

export const guarded = coroutine(function* guarded(): Coroutine<number> {
  const lock = new Lock();
  const acquired = lock.acquire();
  exactly<CoroutineObject<Held>>()(acquired);
  {
    using held = yield* acquired;
    exactly<Held>()(held);
  }
  const result = yield* withAsync(new Semaphore(3), function* () {
    yield* new Event().wait();
    return 7;
  });
  exactly<number>()(result);
  const condition = new Condition({ lock });
  const ready = yield* condition.waitFor(() => [1, 2].find((n) => n > 1));
  exactly<number>()(ready);
  const index = yield* new Barrier(2).wait();
  exactly<number>()(index);
  // @ts-expect-error -- the lock goes into an object
  new Condition(lock);
  return result + index + ready;
});
