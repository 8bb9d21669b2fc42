import { CancelledError, coroutine, createTask, fromPromise, run, sleep, Task } from '@asyncio-ts/tasks';

const patient = coroutine(function* patient(seconds: number) {
  try {
    yield* sleep(seconds);
    return 'slept';
  } finally {
    console.log('cleaned up after', seconds);
  }
});

const main = coroutine(function* main() {
  const quick: Task<string> = createTask(patient(0.001));
  const slow = createTask(patient(60));
  const first: string = yield* quick;
  slow.cancel();
  try {
    yield* slow;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    console.log('cancelled:', slow.cancelled(), slow instanceof Task);
  }
  return [first, yield* fromPromise(() => Promise.resolve(7))] as const;
});

void run(main()).then(([word, number]) => console.log(word.toUpperCase(), number.toFixed(1)));
// cleaned up after 0.001
// cleaned up after 60
// cancelled: true true
// SLEPT 7.0
