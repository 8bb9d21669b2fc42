// Six downloads under a semaphore: two run at a time, the others wait for a permit in the order they came.
import { coroutine, getRunningLoop, run, Semaphore, sleep, taskGroup, withAsync } from 'asyncio-ts';

const download = coroutine(function* download(name: string, seconds: number, limit: Semaphore) {
  return yield* withAsync(limit, function* () {
    console.log(`${name} begins`);
    yield* sleep(seconds);
    console.log(`${name} is done`);
    return name.length;
  });
});

const main = coroutine(function* main() {
  const loop = getRunningLoop();
  const start = loop.time();
  const limit = new Semaphore(2);
  const sizes = { ann: 3, bob: 1, cleo: 2, dora: 1, emil: 2, fay: 1 };
  const tasks = yield* taskGroup(function* (group) {
    return Object.entries(sizes).map(([name, seconds]) =>
      group.createTask(download(name, seconds, limit), { name }),
    );
  });
  console.log('lengths:', tasks.map((task) => task.result()).join(' '));
  console.log(`${loop.time() - start} s instead of 10`);
});

await run(main());
