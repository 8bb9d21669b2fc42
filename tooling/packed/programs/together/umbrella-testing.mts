import { runVirtual, timeVirtual, UnhandledErrors } from '@asyncio-ts/testing';
import { createTask, getRunningLoop, gather, Queue, sleep, Task, timeout, TimeoutError } from 'asyncio-ts';

function* day() {
  const queue = new Queue<number>();
  const putting = createTask(
    (function* () {
      yield* sleep(3600);
      yield* queue.put(getRunningLoop().time());
    })(),
  );
  console.log(putting instanceof Task);
  const [hour] = yield* gather([queue.get(), putting]);
  try {
    yield* timeout(3600, () => queue.get());
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
  }
  return hour;
}

const { value, seconds } = timeVirtual(day());
console.log(value, seconds);
try {
  runVirtual(
    (function* () {
      getRunningLoop().callSoon(() => {
        throw new RangeError('in a callback');
      });
      yield* sleep(1);
    })(),
  );
} catch (error) {
  if (!(error instanceof UnhandledErrors)) throw error;
  console.log(error.errors.join());
}
// true
// 3600 7200
// RangeError: in a callback
