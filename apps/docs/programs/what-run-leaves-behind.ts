// main ends while two tasks are at work: run cancels both, shielded or not, lets them clean up, and only then ends.
import { CancelledError, coroutine, createTask, getRunningLoop, run, shield, sleep } from 'asyncio-ts';

const work = coroutine(function* work(name: string) {
  const loop = getRunningLoop();
  const start = loop.time();
  try {
    yield* sleep(60);
  } catch (error) {
    if (error instanceof CancelledError) console.log(`  ${name} is cancelled after ${loop.time() - start} s`);
    throw error;
  } finally {
    yield* sleep(2);
    console.log(`  ${name} has cleaned up after ${loop.time() - start} s`);
  }
});

const main = coroutine(function* main() {
  createTask(work('left alone'), { name: 'left' });
  shield(createTask(work('shielded'), { name: 'shielded' }));
  yield* sleep(1);
  console.log('main ends');
  return 'result';
});

console.log(`run gives main's ${await run(main())}`);
