/** task-result: awaiting a task waits until it is done, and gives what its coroutine returned. */
import { coroutine, createTask, run, sleep } from 'asyncio-ts';

const SECOND = 0.1; // how long a second of the program lasts here

const count = coroutine(function* count(n: number) {
  for (let i = 0; i < n; i++) console.log(i);
  return n;
});

const main = coroutine(function* main(myValue: number) {
  const t1 = createTask(count(10));
  console.log('Hello Coroutine World');
  yield* sleep(5 * SECOND);
  console.log('done already:', t1.done() ? 'yes' : 'no');
  const result = yield* t1; // returns at once: the result was there waiting
  console.log(result);
  return myValue;
});

export async function taskResult(): Promise<void> {
  console.log(await run(main(42)));
}
