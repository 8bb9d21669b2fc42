import { type Operation, run, until } from 'effection';

const settled = Promise.resolve();

function* child(i: number): Operation<number> {
  yield* until(settled);
  return i;
}

async function sumOf(promises: readonly PromiseLike<number>[]): Promise<number> {
  let sum = 0;
  for (const promise of promises) sum += await promise;
  return sum;
}

export function* work({ n, direction }: { n: number; direction: string }) {
  if (direction === 'out') {
    return yield* until(sumOf(Array.from({ length: n }, (_, i) => run(() => child(i)))));
  }
  let sum = 0;
  for (let i = 0; i < n; i++) sum += yield* until(Promise.resolve(i));
  return sum;
}
