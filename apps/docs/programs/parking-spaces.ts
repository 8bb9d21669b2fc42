// An event opens the gate for all cars at once; a semaphore lets in as many as there are spaces.
import { coroutine, Event, getRunningLoop, run, Semaphore, sleep, taskGroup, withAsync } from 'asyncio-ts';

const gate = new Event();
const spaces = new Semaphore(2);

const park = coroutine(function* park(name: string, seconds: number) {
  yield* gate.wait();
  console.log(`${name} sees the gate open`);
  yield* withAsync(spaces, function* () {
    console.log(`${name} parks`);
    yield* sleep(seconds);
    console.log(`${name} leaves`);
  });
});

const main = coroutine(function* main() {
  const start = getRunningLoop().time();
  yield* taskGroup(function* (group) {
    for (const [name, seconds] of [
      ['red', 4],
      ['green', 1],
      ['blue', 1],
      ['white', 1],
    ] as const) {
      group.createTask(park(name, seconds), { name });
    }
    yield* sleep(5);
    console.log('the gate opens');
    gate.set();
  });
  console.log(`empty after ${getRunningLoop().time() - start} s`);
});

await run(main());
