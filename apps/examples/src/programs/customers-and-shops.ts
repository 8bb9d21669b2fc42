/**
 * customers-and-shops: a queue between customers who end and shops who never do.
 *
 * main awaits the customers, then q.join(), which waits until every order was processed, and then cancels the shops:
 * awaiting them would take for ever. If main simply leaves, `run` cancels them, in the middle of an order perhaps; the
 * shop handles that and says so.
 */
import { CancelledError, coroutine, createTask, gather, Queue, run, sleep } from 'asyncio-ts';

const SECOND = 0.25; // how long a second of the program lasts here

/** Puts numItems on the queue, one at a time, and ends. */
const placeOrder = coroutine(function* placeOrder(
  q: Queue<string>,
  name: string,
  numItems: number,
  { browsing }: { browsing: number },
) {
  for (let i = 1; i <= numItems; i++) {
    yield* sleep(browsing * SECOND);
    const item = `${name}'s item ${i}`;
    yield* q.put(item);
    console.log(`${item}: ordered`);
  }
  console.log(`${name}: has ordered all ${numItems}`);
});

/** Takes orders from the queue for as long as it is let. */
const processOrders = coroutine(function* processOrders(
  q: Queue<string>,
  name: string,
  { effort }: { effort: number },
) {
  try {
    for (;;) {
      const item = yield* q.get();
      console.log(`${item}: ${name} has it`);
      yield* sleep(effort * SECOND);
      console.log(`${item}: done`);
      q.taskDone();
    }
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    console.log(`${name}: closes`);
  }
});

const main = coroutine(function* main() {
  const q = new Queue<string>();
  const customers = [
    createTask(placeOrder(q, 'Ann', 3, { browsing: 0.7 })),
    createTask(placeOrder(q, 'Bob', 2, { browsing: 1.2 })),
    createTask(placeOrder(q, 'Cleo', 1, { browsing: 1.0 })),
  ];
  const shops = [
    createTask(processOrders(q, 'dairy', { effort: 1.1 })),
    createTask(processOrders(q, 'bakery', { effort: 1.7 })),
  ];
  yield* gather(customers);
  console.log(`main: all is ordered, ${q.qsize()} not yet taken`);
  yield* q.join();
  console.log('main: all is done');
  for (const shop of shops) shop.cancel();
  yield* gather(shops);
});

const mainLeaves = coroutine(function* mainLeaves() {
  const q = new Queue<string>();
  createTask(processOrders(q, 'dairy', { effort: 1.1 }));
  yield* placeOrder(q, 'Ann', 2, { browsing: 0.7 });
  console.log(`main: leaves, ${q.qsize()} not yet taken`);
});

export async function customersAndShops(): Promise<void> {
  console.log('--- the queue is joined, the shops are cancelled');
  await run(main());
  console.log('--- main leaves, asyncio.run cancels the shop');
  await run(mainLeaves());
}
