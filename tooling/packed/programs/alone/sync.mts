import { Lock, Semaphore } from '@asyncio-ts/sync';
import { createTask, run, sleep, withAsync } from '@asyncio-ts/tasks';

function* main() {
  const two = new Semaphore(2);
  let inside = 0;
  let most = 0;
  const visit = () =>
    withAsync(two, function* () {
      most = Math.max(most, ++inside);
      yield* sleep(0.001);
      inside--;
    });
  const tasks = [createTask(visit()), createTask(visit()), createTask(visit())];
  for (const task of tasks) yield* task;
  console.log('at most', most);
  const lock = new Lock();
  {
    using held = yield* lock.acquire();
    console.log(typeof held, lock.locked(), String(two));
  }
  console.log(lock.locked());
}

void run(main());
// at most 2
// object true <Semaphore [unlocked, value:2]>
// false
