import { coroutine, createTask, sleep } from '@asyncio-ts/tasks';
import { ManualLoop, runVirtual, timeVirtual, UnhandledErrors } from '@asyncio-ts/testing';

const backup = coroutine(function* backup(nights: number) {
  for (let night = 1; night <= nights; night++) yield* sleep(24 * 3600);
  return `${nights} backups`;
});

const { value, seconds } = timeVirtual(backup(3));
console.log(value.toUpperCase(), seconds / 3600);

const loop = new ManualLoop();
const task = loop.start(backup(2));
loop.advance(24 * 3600 + 1);
console.log(task.done(), task.getStack().join(' > '));
loop.close();

const careless = coroutine(function* careless() {
  createTask(
    (function* () {
      yield* sleep(0);
      throw new RangeError('nobody looks');
    })(),
  );
  yield* sleep(1);
});
try {
  runVirtual(careless());
} catch (error) {
  if (!(error instanceof UnhandledErrors)) throw error;
  console.log(error.errors.map(String).join());
}
// 3 BACKUPS 72
// false backup > sleep
// RangeError: nobody looks
