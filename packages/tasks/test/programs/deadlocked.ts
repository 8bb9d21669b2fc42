/** Two programs at once that can never go on. The older one is told last, for it might wait for the newer one. */
import { coroutine, createTask, Future, run, sleep } from '@asyncio-ts/tasks';

const waits = coroutine(function* waits() {
  yield* new Future<void>();
});

const main = coroutine(function* main(name: string) {
  yield* sleep(0.01);
  try {
    yield* createTask(waits(), { name: `${name}'s child` });
  } finally {
    console.log(`${name} cleans up`);
  }
});

await Promise.all(
  ['older', 'newer'].map(async (name) => {
    try {
      await run(main(name));
    } catch (error) {
      console.log(String(error).replaceAll(/Task-\d+/g, 'Task-N'));
    }
  }),
);
console.log('the program goes on');
