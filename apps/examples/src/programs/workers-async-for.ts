/**
 * workers-async-for: asyncFor waits for each value, and other tasks run in the waits.
 *
 * An async generator produces an order every second. While the loop waits for the next one, a delivery that was
 * scheduled before gets on: it takes 2.5 s and comes between two orders. Python's `yield item` is `yield* emit(item)`.
 */
import {
  asyncFor,
  asyncGenerator,
  coroutine,
  createTask,
  emit,
  type Emits,
  getRunningLoop,
  run,
  sleep,
} from 'asyncio-ts';

const SECOND = 0.5; // how long a second of the program lasts here

let start = 0; // on the loop's clock, which begins anywhere

const incomingOrders = asyncGenerator(function* incomingOrders(): Emits<string> {
  for (const item of ['milk', 'bread', 'eggs']) {
    yield* sleep(1 * SECOND);
    yield* emit(item);
  }
});

const deliverOrder = coroutine(function* deliverOrder() {
  console.log(`delivery: on its way at ${elapsed()} s`);
  yield* sleep(2.5 * SECOND);
  console.log(`delivery: there at ${elapsed()} s`);
});

/** To the half second. */
function elapsed(): string {
  return (Math.round(((getRunningLoop().time() - start) / SECOND) * 2) / 2).toFixed(1);
}

const main = coroutine(function* main({ withDelivery }: { withDelivery: boolean }) {
  start = getRunningLoop().time();
  const delivery = withDelivery ? createTask(deliverOrder()) : undefined;
  yield* asyncFor(incomingOrders(), function* (item) {
    console.log(`order of ${item} at ${elapsed()} s`);
  });
  if (delivery !== undefined) yield* delivery;
});

export async function workersAsyncFor(): Promise<void> {
  console.log('--- orders alone');
  await run(main({ withDelivery: false }));
  console.log('--- with a delivery meanwhile');
  await run(main({ withDelivery: true }));
}
