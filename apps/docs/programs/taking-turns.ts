// Turn by turn: each task runs up to the next place where it waits, and the loop goes on with what is ready.
import { coroutine, createTask, getRunningLoop, run, sleep } from 'asyncio-ts';

const polite = coroutine(function* polite(name: string) {
  for (let step = 1; step <= 3; step++) {
    console.log(name, step);
    yield* sleep(0); // one turn for all the others
  }
});

const nothingToWaitFor = coroutine(function* nothingToWaitFor() {
  return 'an answer';
});

const greedy = coroutine(function* greedy() {
  for (let step = 1; step <= 3; step++) {
    yield* nothingToWaitFor(); // awaited, but nobody else gets a turn
    console.log('greedy', step);
  }
});

const main = coroutine(function* main() {
  const loop = getRunningLoop();
  createTask(polite('ann'), { name: 'ann' });
  createTask(polite('bob'), { name: 'bob' });
  createTask(greedy(), { name: 'greedy' });
  loop.callSoon(() => {
    console.log('a callback, behind the three');
  });
  loop.callLater(1, () => {
    console.log('a timer, after a second');
  });
  console.log('main goes to sleep');
  yield* sleep(2);
  console.log('main is back');
});

await run(main());
