/**
 * workers-taskgroup: a TaskGroup awaits its tasks at the end of its block, and cancels the rest if one fails.
 *
 * The await is implicit: leaving the block waits for both workers. When a worker fails, the group cancels the others,
 * waits for them too, and throws an ExceptionGroup. `except*` is `exceptStar`, as the only statement of a catch.
 */
import { CancelledError, coroutine, exceptStar, getRunningLoop, run, sleep, taskGroup } from 'asyncio-ts';

const SECOND = 0.5; // how long a second of the program lasts here

let start = 0; // on the loop's clock, which begins anywhere

class SoldOut extends Error {
  override name = 'SoldOut';
}

const worker = coroutine(function* worker(delay: number, job: string) {
  console.log(`${job}: started at ${elapsed()} s`);
  try {
    yield* sleep(delay * SECOND);
  } catch (error) {
    if (error instanceof CancelledError) console.log(`${job}: cancelled at ${elapsed()} s`);
    throw error;
  }
  console.log(`${job}: done at ${elapsed()} s`);
});

const soldOut = coroutine(function* soldOut(delay: number, job: string) {
  console.log(`${job}: started at ${elapsed()} s`);
  yield* sleep(delay * SECOND);
  throw new SoldOut(`${job}: sold out`);
});

function elapsed(): number {
  return Math.round((getRunningLoop().time() - start) / SECOND);
}

const main = coroutine(function* main() {
  start = getRunningLoop().time();
  yield* taskGroup(function* (tg) {
    tg.createTask(worker(1, 'order milk'));
    tg.createTask(worker(2, 'order bread'));
  });
  console.log(`took ${elapsed()} s`);
});

const mainWithFailure = coroutine(function* mainWithFailure() {
  start = getRunningLoop().time();
  try {
    yield* taskGroup(function* (tg) {
      tg.createTask(worker(1, 'order milk'));
      tg.createTask(soldOut(2, 'order eggs'));
      tg.createTask(worker(3, 'order bread'));
    });
  } catch (error) {
    yield* exceptStar(error, [
      [
        SoldOut,
        (group) => {
          for (const { message } of group.errors as SoldOut[]) console.log(`main: ${message}`);
        },
      ],
    ]);
  }
  console.log(`took ${elapsed()} s`);
});

export async function workersTaskgroup(): Promise<void> {
  console.log('--- all goes well');
  await run(main());
  console.log('--- one fails');
  await run(mainWithFailure());
}
