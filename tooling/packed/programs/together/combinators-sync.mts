import { gather, wait, waitFor } from '@asyncio-ts/combinators';
import { Condition, Event, Lock } from '@asyncio-ts/sync';
import { CancelledError, createTask, run, sleep, TimeoutError } from '@asyncio-ts/tasks';

function* main() {
  const lock = new Lock();
  yield* lock.acquire();
  try {
    yield* waitFor(lock.acquire(), 0.001);
  } catch (error) {
    console.log('the lock:', error instanceof TimeoutError, error instanceof CancelledError);
  }
  lock.release();
  const event = new Event();
  const [waited] = yield* gather([event.wait(), sleep(0.001).then(() => event.set())]);
  console.log('the event:', waited);
  const condition = new Condition({ lock });
  const waiting = createTask(
    (function* () {
      yield* lock.acquire();
      return yield* condition.wait(); // cancelled, it has the lock again
    })(),
  );
  yield* sleep(0);
  waiting.cancel();
  const [done] = yield* wait([waiting]);
  console.log(
    'the condition:',
    [...done].map((task) => task.toString().includes('cancelled')).join(),
    lock.locked(),
  );
}

void run(main());
// the lock: true false
// the event: true
// the condition: true true
