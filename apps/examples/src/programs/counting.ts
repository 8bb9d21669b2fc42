/**
 * counting: a task does not run when it is created, but when its creator lets go of the thread.
 *
 * `createTask` only puts `count` into the loop's queue. When it counts depends on where `main` awaits:
 * after its print, before it, or not at all.
 */
import { coroutine, createTask, run, sleep } from 'asyncio-ts';

const SECOND = 0.1; // how long a second of the program lasts here: its sleeps of 5 s take half a second

const count = coroutine(function* count(n: number) {
  for (let i = 0; i < n; i++) console.log(i);
  return n;
});

const awaitAfterPrint = coroutine(function* awaitAfterPrint(myValue: number) {
  const t1 = createTask(count(10));
  console.log('Hello Coroutine World');
  yield* sleep(5 * SECOND); // here, and not before, count gets to run
  yield* t1;
  return myValue;
});

const awaitBeforePrint = coroutine(function* awaitBeforePrint(myValue: number) {
  const t1 = createTask(count(10));
  yield* sleep(5 * SECOND); // count is through before the greeting
  console.log('Hello Coroutine World');
  yield* t1;
  return myValue;
});

const noAwait = coroutine(function* noAwait(myValue: number) {
  // The loop goes round once more after main has ended, and count never suspends: it gets through.
  // A task that did suspend would be cancelled there (see task-outlives-creator).
  createTask(count(10));
  console.log('Hello Coroutine World');
  return myValue;
});

export async function counting(): Promise<void> {
  console.log('--- await after print');
  console.log(await run(awaitAfterPrint(42)));
  console.log('--- await before print');
  console.log(await run(awaitBeforePrint(42)));
  console.log('--- no await');
  console.log(await run(noAwait(42)));
}
