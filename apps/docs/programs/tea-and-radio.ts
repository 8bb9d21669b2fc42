// Tea, a radio and a bell, one turn of the loop after the other: the program that "How a task runs" follows.
import { CancelledError, coroutine, createTask, getRunningLoop, run, sleep } from 'asyncio-ts';

const brew = coroutine(function* brew() {
  console.log('the water is on');
  yield* sleep(3);
  return 'tea is ready';
});

const listen = coroutine(function* listen() {
  try {
    yield* sleep(10);
  } finally {
    yield* sleep(1);
    console.log('the radio is off');
  }
});

const main = coroutine(function* main() {
  getRunningLoop().callLater(0, function bell() {
    console.log('ding');
  });
  const tea = createTask(brew(), { name: 'tea' });
  const radio = createTask(listen(), { name: 'radio' });
  console.log('both are made');
  yield* sleep(0);
  console.log('both have begun');
  console.log(yield* tea);
  radio.cancel();
  console.log('the radio is asked to stop');
  try {
    yield* radio;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
  }
});

await run(main());
