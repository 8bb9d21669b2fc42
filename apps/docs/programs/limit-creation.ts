// A thousand jobs of which only three have a task at any time: the permit is acquired before the task is made.
import {
  allTasks,
  type Coroutine,
  coroutine,
  getRunningLoop,
  run,
  Semaphore,
  sleep,
  taskGroup,
} from 'asyncio-ts';

const forEachLimited = coroutine(function* forEachLimited<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Coroutine<void>,
): Coroutine<void> {
  const permits = new Semaphore(limit);
  yield* taskGroup(function* (group) {
    for (const item of items) {
      yield* permits.acquire();
      group.createTask(work(item)).addDoneCallback(() => {
        permits.release();
      });
    }
  });
});

const main = coroutine(function* main() {
  const start = getRunningLoop().time();
  let most = 0;
  const numbers = Array.from({ length: 1000 }, (_, n) => n + 1);
  yield* forEachLimited(numbers, 3, function* (n) {
    yield* sleep(0.5);
    most = Math.max(most, allTasks().size);
    if (n % 250 === 0) console.log(`job ${n} done`);
  });
  console.log(`at most ${most} tasks, this one among them`);
  console.log(`${getRunningLoop().time() - start} s`);
});

await run(main());
