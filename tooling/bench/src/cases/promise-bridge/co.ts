import co from 'co';

const settled = Promise.resolve();

function* child(i: number) {
  yield settled;
  return i;
}

async function sumOf(promises: readonly PromiseLike<number>[]): Promise<number> {
  let sum = 0;
  for (const promise of promises) sum += await promise;
  return sum;
}

export function* work({
  n,
  direction,
}: {
  n: number;
  direction: string;
}): Generator<unknown, number, number> {
  if (direction === 'out') return yield sumOf(Array.from({ length: n }, (_, i) => co(child(i))));
  let sum = 0;
  for (let i = 0; i < n; i++) sum += yield Promise.resolve(i);
  return sum;
}
