// Offers of several shops at once: in the order of the question, and what happens when one shop is closed.
import { coroutine, gather, getRunningLoop, rethrowIfCancelled, run, sleep } from 'asyncio-ts';

const offer = coroutine(function* offer(shop: string, seconds: number) {
  yield* sleep(seconds);
  if (shop === 'closed') throw new Error('we are closed');
  console.log(`  ${shop} has answered`);
  return `${shop}: ${seconds * 10}`;
});

const offers = () => [offer('north', 3), offer('closed', 1), offer('south', 2)];

const main = coroutine(function* main() {
  const start = getRunningLoop().time();
  console.log('two shops');
  console.log(yield* gather([offer('east', 2), offer('west', 1)]));
  console.log(`after ${getRunningLoop().time() - start} s`);

  console.log('three, and one fails');
  try {
    yield* gather(offers());
  } catch (error) {
    rethrowIfCancelled(error); // else it would count as a closed shop
    console.log('  error:', String(error));
  }
  yield* sleep(5); // the others go on

  console.log('the same with returnExceptions');
  for (const result of yield* gather(offers(), { returnExceptions: true }))
    console.log('  ->', String(result));
});

await run(main());
