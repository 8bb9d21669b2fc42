/**
 * workers-sequential: two awaits one under the other take as long as both together, 3 s.
 *
 * main is suspended at its first await until the milk is there; nobody has ordered the bread yet. It is the same with
 * promises: `await worker(1); await worker(2);`.
 */
import { coroutine, getRunningLoop, run, sleep } from 'asyncio-ts';

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
  yield* worker(1, 'order milk');
  yield* worker(2, 'order bread');
  console.log(`took ${elapsed()} s`);
});

export async function workersSequential(): Promise<void> {
  await run(main());
}
