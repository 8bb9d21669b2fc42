/**
 * workers-scheduled: two tasks scheduled by hand and awaited in turn, and who runs when.
 *
 * main schedules both and waits; task1 starts, task2 starts; task1 ends and wakes main, which goes on to its next
 * await; task2 ends and wakes main. Then a task1 that is slower than task2, and one of 0 minutes, which still gives
 * task2 its turn (a sleep of 0 is one turn of the loop).
 */
import { coroutine, createTask, getRunningLoop, run, sleep } from 'asyncio-ts';

const UNIT = 0.4; // how long a second, or a minute in the last two, lasts here

let start = 0; // on the loop's clock, which begins anywhere
let unit = '';

const worker = coroutine(function* worker(delay: number, job: string) {
  console.log(`${job}: started at ${elapsed()}`);
  yield* sleep(delay * UNIT);
  console.log(`${job}: done at ${elapsed()}`);
});

function elapsed(): string {
  return `${Math.round((getRunningLoop().time() - start) / UNIT)} ${unit}`;
}

const main = coroutine(function* main(delay1: number, delay2: number, unitName: string) {
  start = getRunningLoop().time();
  unit = unitName;
  console.log(`--- task1 takes ${delay1} ${unit}, task2 ${delay2} ${unit}`);
  const task1 = createTask(worker(delay1, 'task1, order milk'));
  const task2 = createTask(worker(delay2, 'task2, order bread'));
  console.log('main: both are scheduled, neither has started'); // a promise would have started long ago
  yield* task1;
  console.log(`main: task1 awaited at ${elapsed()}`);
  yield* task2;
  console.log(`main: task2 awaited at ${elapsed()}`);
});

export async function workersScheduled(): Promise<void> {
  await run(main(1, 2, 's'));
  await run(main(2, 1, 'min'));
  await run(main(0, 2, 'min'));
}
