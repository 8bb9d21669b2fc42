// Three hikers walk at their own pace, and wait for each other at the end of each stage.
import { Barrier, coroutine, getRunningLoop, run, sleep, taskGroup } from 'asyncio-ts';

const meeting = new Barrier(3);

const hike = coroutine(function* hike(name: string, pace: number) {
  const loop = getRunningLoop();
  const start = loop.time();
  for (const stage of [1, 2]) {
    yield* sleep(stage * pace);
    console.log(`${loop.time() - start} h: ${name} is at hut ${stage}`);
    const before = yield* meeting.wait(); // how many were there already
    if (before === 2) console.log(`${loop.time() - start} h: ${name} was the last, all go on`);
  }
});

const main = coroutine(function* main() {
  yield* taskGroup(function* (group) {
    group.createTask(hike('Ann', 2), { name: 'ann' });
    group.createTask(hike('Bob', 3), { name: 'bob' });
    group.createTask(hike('Cy', 1), { name: 'cy' });
  });
});

await run(main());
