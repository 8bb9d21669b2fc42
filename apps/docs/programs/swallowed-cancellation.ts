// A worker that logs every error and goes on cannot be stopped: it swallows its cancellation. One line mends it.
import { coroutine, createTask, rethrowIfCancelled, run, sleep, wait } from 'asyncio-ts';

const job = coroutine(function* job(n: number) {
  yield* sleep(1);
  if (n === 2) throw new Error(`job ${n} is bad`);
  console.log(`  job ${n} done`);
});

const deaf = coroutine(function* deaf() {
  for (let n = 1; n <= 5; n++) {
    try {
      yield* job(n);
    } catch (error) {
      console.log('  logged:', String(error)); // the cancellation, too
    }
  }
});

const attentive = coroutine(function* attentive() {
  for (let n = 1; n <= 5; n++) {
    try {
      yield* job(n);
    } catch (error) {
      rethrowIfCancelled(error);
      console.log('  logged:', String(error));
    }
  }
});

const main = coroutine(function* main() {
  for (const worker of [deaf, attentive]) {
    const task = createTask(worker(), { name: worker.name });
    yield* sleep(3.5);
    console.log(`cancel the ${worker.name} one`);
    task.cancel('enough');
    yield* wait([task]);
    console.log(`${worker.name}: ${task.cancelled() ? 'cancelled' : 'ran to its end'}`);
  }
});

await run(main());
