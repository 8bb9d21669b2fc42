// Customers wait until enough is in stock for what each of them wants: a condition for a change that not all can use.
import { Condition, coroutine, run, sleep, taskGroup, withAsync } from 'asyncio-ts';

let stock = 0;
const changed = new Condition();

const buy = coroutine(function* buy(name: string, wanted: number) {
  yield* withAsync(changed, function* () {
    yield* changed.waitFor(() => {
      console.log(`  ${name} looks: ${stock} in stock, ${wanted} wanted`);
      return stock >= wanted;
    });
    stock -= wanted; // the lock is held again: nobody came in between
    console.log(`  ${name} buys ${wanted}`);
  });
});

const deliver = coroutine(function* deliver(amount: number) {
  yield* withAsync(changed, function* () {
    stock += amount;
    console.log(`${amount} delivered`);
    changed.notifyAll();
  });
});

const main = coroutine(function* main() {
  yield* taskGroup(function* (group) {
    group.createTask(buy('Ann', 5), { name: 'ann' });
    group.createTask(buy('Bob', 2), { name: 'bob' });
    for (const amount of [1, 2, 4]) {
      yield* sleep(1);
      yield* deliver(amount);
    }
  });
  console.log(`${stock} left`);
});

await run(main());
