// Three workers map six items: they finish out of order, and the results come back in the order of the items.
import { type Coroutine, coroutine, run, sleep, taskGroup, type Yieldable } from 'asyncio-ts';

const mapPool = coroutine(function* mapPool<T, R>(
  items: Iterable<T>,
  workers: number,
  job: (item: T, index: number) => Yieldable<R>,
): Coroutine<R[]> {
  const results: R[] = [];
  const jobs = [...items].entries(); // one iterator for all workers
  const work = coroutine(function* work() {
    for (const [index, item] of jobs) results[index] = yield* job(item, index);
  });
  yield* taskGroup(function* (group) {
    for (let n = 1; n <= workers; n++) group.createTask(work(), { name: `worker ${n}` });
  });
  return results;
});

const main = coroutine(function* main() {
  const squares = yield* mapPool([5, 1, 4, 2, 3, 1], 3, function* (n) {
    yield* sleep(n);
    console.log(`slept ${n} s`);
    return n * n;
  });
  console.log(squares.join(' '));
});

await run(main());
