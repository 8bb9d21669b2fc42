// Breakfast in a task group: it takes as long as its slowest dish, and is given up when time is short.
import { coroutine, getRunningLoop, run, sleep, taskGroup, timeout, TimeoutError } from 'asyncio-ts';

const prepare = coroutine(function* prepare(dish: string, seconds: number) {
  try {
    yield* sleep(seconds);
    console.log(`${dish} ready`);
    return dish;
  } finally {
    console.log(`${dish}: heat off`);
  }
});

const breakfast = coroutine(function* breakfast() {
  const tasks = yield* taskGroup(function* (group) {
    return [
      group.createTask(prepare('coffee', 3), { name: 'coffee' }),
      group.createTask(prepare('eggs', 4), { name: 'eggs' }),
      group.createTask(prepare('toast', 2), { name: 'toast' }),
    ];
  }); // all three are done
  return tasks.map((task) => task.result()).join(', ');
});

const main = coroutine(function* main() {
  const start = getRunningLoop().time();
  console.log(yield* breakfast());
  console.log(`after ${getRunningLoop().time() - start} s`);
  try {
    yield* timeout(2.5, () => breakfast());
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    console.log(`no time for breakfast, after ${getRunningLoop().time() - start} s`);
  }
});

await run(main());
