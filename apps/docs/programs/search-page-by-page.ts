// An async generator loads a page when its items are used up; a loop that breaks off closes it before the next line.
import { asyncFor, asyncGenerator, BREAK, coroutine, emit, type Emits, run, sleep } from 'asyncio-ts';

const fetchPage = coroutine(function* fetchPage(page: number) {
  yield* sleep(1);
  console.log(`  page ${page} loaded`);
  return [1, 2, 3].map((n) => page * 10 + n);
});

const products = asyncGenerator(function* products(): Emits<number> {
  console.log('  connected');
  try {
    for (let page = 1; page <= 9; page++) {
      for (const product of yield* fetchPage(page)) yield* emit(product);
    }
  } finally {
    yield* sleep(1); // cleaning up may wait
    console.log('  disconnected');
  }
});

const main = coroutine(function* main() {
  const all = products();
  console.log('called, and nothing has begun');
  const cameToItsEnd = yield* asyncFor(all, function* (product) {
    if (product % 2 === 0) return undefined; // continue
    console.log(`product ${product}`);
    return product > 20 ? BREAK : undefined;
  });
  console.log(`after the loop; did it come to its end? ${cameToItsEnd}`);
});

await run(main());
