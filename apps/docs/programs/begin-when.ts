// When work begins: a promise's at the call, a coroutine's when it is awaited, a task's in the loop's next turn.
import { coroutine, createTask, fromPromise, run, sleep } from 'asyncio-ts';

const asPromise = async () => {
  console.log('  the promise works');
  await Promise.resolve();
};

const asCoroutine = coroutine(function* asCoroutine() {
  console.log('  the coroutine works');
});

const asTask = coroutine(function* asTask() {
  console.log('  the task works');
});

const main = coroutine(function* main() {
  console.log('call the async function');
  const promise = asPromise();
  console.log('call the coroutine');
  const called = asCoroutine();
  console.log('make a task');
  const task = createTask(asTask(), { name: 'task' });
  console.log('sleep for a second');
  yield* sleep(1);
  console.log('await the coroutine');
  yield* called;
  yield* fromPromise(promise); // done long ago
  yield* task;
});

await run(main());
