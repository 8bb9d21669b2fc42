// A task is cancelled while it waits, three calls deep; every `finally` on the way out runs, and may wait, too.
import { CancelledError, coroutine, createTask, getRunningLoop, run, sleep } from 'asyncio-ts';

let start = 0;
const say = (text: string): void => {
  console.log(`${getRunningLoop().time() - start} s: ${text}`);
};

const readBlock = coroutine(function* readBlock() {
  yield* sleep(60); // here it is interrupted
});

const readFile = coroutine(function* readFile() {
  say('file opened');
  try {
    yield* readBlock();
    say('not reached');
  } finally {
    yield* sleep(0.5);
    say('file closed');
  }
});

const backup = coroutine(function* backup() {
  try {
    yield* readFile();
  } finally {
    say('backup ends');
  }
});

const main = coroutine(function* main() {
  start = getRunningLoop().time();
  const task = createTask(backup(), { name: 'backup' });
  yield* sleep(2);
  say(`cancel: ${task.cancel()}`);
  say(`done: ${task.done()}`); // it was asked only
  try {
    yield* task;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    say('main knows');
  }
  say(`cancelled: ${task.cancelled()}`);
});

await run(main());
