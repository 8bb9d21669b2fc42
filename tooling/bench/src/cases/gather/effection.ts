import { all, type Operation, until } from 'effection';

const settled = Promise.resolve();

function child(i: number): Operation<number> {
  return {
    *[Symbol.iterator]() {
      yield* until(settled);
      return i;
    },
  };
}

export function* work({ n }: { n: number }) {
  let sum = 0;
  for (const i of yield* all(Array.from({ length: n }, (_, k) => child(k)))) sum += i;
  return sum;
}
