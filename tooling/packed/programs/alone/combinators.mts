import { asCompleted, gather, wait, waitFor } from '@asyncio-ts/combinators';
import { createTask, run, sleep, TimeoutError } from '@asyncio-ts/tasks';

function* main() {
  const [name, count]: [string, number] = yield* gather([sleep(0.002, 'Ada'), sleep(0.001, 3)]);
  console.log(name.toUpperCase(), count.toFixed(0));
  for (const next of asCompleted([sleep(0.05, 'slow'), sleep(0, 'quick')])) console.log(yield* next);
  const [done, pending] = yield* wait([createTask(sleep(0)), createTask(sleep(60))], { timeout: 0.01 });
  console.log(done.size, pending.size);
  try {
    yield* waitFor(sleep(60), 0.001);
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    console.log('not yet');
  }
}

void run(main());
// ADA 3
// quick
// slow
// 1 1
// not yet
