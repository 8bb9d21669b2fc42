// Two withdrawals look at the same balance and both go ahead, until a lock makes each of them one piece.
import { coroutine, gather, Lock, run, sleep, withAsync } from 'asyncio-ts';

let balance = 0;
const lock = new Lock();

const withdraw = coroutine(function* withdraw(name: string, amount: number) {
  const seen = balance;
  if (seen < amount) {
    console.log(`${name}: only ${seen} left`);
    return;
  }
  yield* sleep(1); // asks the bank; meanwhile, others run
  balance = seen - amount;
  console.log(`${name}: took ${amount}, ${balance} left`);
});

const withdrawAlone = coroutine(function* withdrawAlone(name: string, amount: number) {
  yield* withAsync(lock, () => withdraw(name, amount));
});

const main = coroutine(function* main() {
  balance = 100;
  console.log('without a lock:');
  yield* gather([withdraw('Ann', 80), withdraw('Bob', 70)]);
  balance = 100;
  console.log('with a lock:');
  yield* gather([withdrawAlone('Ann', 80), withdrawAlone('Bob', 70)]);
});

await run(main());
