// The same work awaited in three ways: as a call, as a task made early, as a task made too late.
import { coroutine, createTask, getRunningLoop, run, sleep } from 'asyncio-ts';

let start = 0;
const say = (text: string): void => {
  console.log(`${getRunningLoop().time() - start} s: ${text}`);
};

const count = coroutine(function* count() {
  say('count begins');
  yield* sleep(2);
  say('count ends');
  return 10;
});

const asCall = coroutine(function* asCall() {
  yield* sleep(5);
  return yield* count();
});

const asTask = coroutine(function* asTask() {
  const task = createTask(count(), { name: 'count' });
  yield* sleep(5);
  return yield* task; // done long ago
});

const asLateTask = coroutine(function* asLateTask() {
  yield* sleep(5);
  return yield* createTask(count(), { name: 'late count' });
});

const main = coroutine(function* main() {
  for (const way of [asCall, asTask, asLateTask]) {
    start = getRunningLoop().time();
    console.log(`--- ${way.name}`);
    const result = yield* way();
    say(`the result is ${result}`);
  }
});

await run(main());
