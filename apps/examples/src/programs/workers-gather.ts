/**
 * workers-gather: gather schedules all workers first and awaits them then, 2 s and not 3.
 *
 * Python's `gather(a(), b())` takes its awaitables one by one; here they come as an array, and the types of the
 * results are kept.
 */
import { coroutine, gather, getRunningLoop, run, sleep } from 'asyncio-ts';

const SECOND = 1; // how long a second of the program lasts here

let start = 0; // on the loop's clock, which begins anywhere

const worker = coroutine(function* worker(delay: number, job: string) {
  console.log(`${job}: started at ${elapsed()} s`);
  yield* sleep(delay * SECOND);
  console.log(`${job}: done at ${elapsed()} s`);
});

function elapsed(): number {
  return Math.round((getRunningLoop().time() - start) / SECOND);
}

const main = coroutine(function* main() {
  start = getRunningLoop().time();
  yield* gather([worker(1, 'order milk'), worker(2, 'order bread')]);
  console.log(`took ${elapsed()} s`);
});

export async function workersGather(): Promise<void> {
  await run(main());
}
