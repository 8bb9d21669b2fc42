/** The program of the front page, with everything from one package. */
import { coroutine, gather, Queue, run, sleep, type Task, taskGroup, timeout } from 'asyncio-ts';

import { exactly } from './same.js';

const worker = coroutine(function* worker(name: string, queue: Queue<number>) {
  while (true) {
    const job = yield* queue.get();
    exactly<number>()(job);
    yield* sleep(job / 100, name);
    queue.taskDone();
  }
});

const main = coroutine(function* main() {
  const queue = new Queue<number>();
  yield* taskGroup(function* (group) {
    const workers = ['Ann', 'Bob'].map((name) => group.createTask(worker(name, queue)));
    exactly<Task<never>[]>()(workers);
    for (const job of [3, 1, 2]) queue.putNowait(job);
    // @ts-expect-error -- not a number
    queue.putNowait('3');
    yield* timeout(1, () => queue.join());
    for (const task of workers) task.cancel();
  });
  return yield* gather([sleep(0, 'all'), sleep(0, 3)]);
});

const result = await run(main());
exactly<[string, number]>()(result);
