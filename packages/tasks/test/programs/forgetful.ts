/** Forgets an await, and the error of a task. */
import { type Coroutine, createTask, run, sleep } from '@asyncio-ts/tasks';

function* fails(): Coroutine<void> {
  yield* sleep(0);
  throw new TypeError('nobody looks');
}

function* main(): Coroutine<void> {
  sleep(1); // eslint-disable-line asyncio/no-unyielded -- the mistake that is tested
  createTask(fails(), { name: 'forgotten' });
  yield* sleep(0.001);
}

await run(main());
