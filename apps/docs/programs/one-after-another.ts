// A coroutine awaits others, one after the other: results and errors come out of `yield*`, as out of a call.
import { coroutine, getRunningLoop, run, sleep } from 'asyncio-ts';

const askPrice = coroutine(function* askPrice(item: string) {
  console.log(`asking for ${item}`);
  yield* sleep(2);
  if (item === 'moon') throw new RangeError('the moon is not for sale');
  return item.length * 10;
});

const total = coroutine(function* total(...items: string[]) {
  let sum = 0;
  for (const item of items) sum += yield* askPrice(item);
  return sum;
});

const main = coroutine(function* main() {
  const start = getRunningLoop().time();
  const call = total('tea', 'bread');
  console.log(String(call), 'and nothing has run');
  console.log('total:', yield* call);
  console.log(`${String(call)} after ${getRunningLoop().time() - start} s`);
  try {
    yield* total('moon', 'stars');
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.log(error.message);
  }
});

await run(main());
