/**
 * await-coroutine-or-task: a task works while its creator sleeps, a coroutine starts when it is awaited.
 *
 * Both give the same result. With a count that takes 2 s, the task hides them in main's sleep of 5 s, the coroutine
 * adds them. Making a task and awaiting it at once saves nothing either.
 */
import { coroutine, type CoroutineFunction, createTask, getRunningLoop, run, sleep } from 'asyncio-ts';

const SECOND = 0.1; // how long a second of the program lasts here

let start = 0; // on the loop's clock, which begins anywhere

const count = coroutine(function* count(n: number) {
  console.log('count starts', at());
  yield* sleep(2 * SECOND);
  console.log('count ends', at());
  return n;
});

const awaitTask = coroutine(function* awaitTask() {
  const t1 = createTask(count(10));
  console.log('Hello Coroutine World');
  yield* sleep(5 * SECOND);
  console.log('main slept', at());
  return yield* t1; // done long ago
});

const awaitCoroutine = coroutine(function* awaitCoroutine() {
  console.log('Hello Coroutine World');
  yield* sleep(5 * SECOND);
  console.log('main slept', at());
  return yield* count(10); // a call: it begins here
});

const awaitNewTask = coroutine(function* awaitNewTask() {
  console.log('Hello Coroutine World');
  yield* sleep(5 * SECOND);
  console.log('main slept', at());
  return yield* createTask(count(10));
});

function elapsed(): number {
  return Math.round((getRunningLoop().time() - start) / SECOND);
}

function at(): string {
  return `at ${elapsed()} s`;
}

const timed = coroutine(function* timed(main: CoroutineFunction<void, [], number>) {
  start = getRunningLoop().time();
  const result = yield* main();
  console.log(`${result}, took ${elapsed()} s`);
});

export async function awaitCoroutineOrTask(): Promise<void> {
  console.log('--- await task');
  await run(timed(awaitTask));
  console.log('--- await coroutine');
  await run(timed(awaitCoroutine));
  console.log('--- await new task');
  await run(timed(awaitNewTask));
}
