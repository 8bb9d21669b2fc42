import { type Coroutine, createTask, fromPromise, sleep } from 'asyncio-ts';

function* child(i: number): Coroutine<number> {
  yield* sleep(0);
  return i;
}

async function sumOf(promises: readonly PromiseLike<number>[]): Promise<number> {
  let sum = 0;
  for (const promise of promises) sum += await promise;
  return sum;
}

export function* work({ n, direction }: { n: number; direction: string }) {
  if (direction === 'out') {
    return yield* fromPromise(sumOf(Array.from({ length: n }, (_, i) => createTask(child(i)))));
  }
  let sum = 0;
  for (let i = 0; i < n; i++) sum += yield* fromPromise(Promise.resolve(i));
  return sum;
}
