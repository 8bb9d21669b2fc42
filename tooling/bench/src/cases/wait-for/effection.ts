import { type Operation, race, sleep, until } from 'effection';

const settled = Promise.resolve();

function child(i: number): Operation<number> {
  return {
    *[Symbol.iterator]() {
      yield* until(settled);
      return i;
    },
  };
}

const expire: Operation<never> = {
  *[Symbol.iterator]() {
    yield* sleep(10_000);
    throw new Error('too late');
  },
};

export function* work({ n }: { n: number }) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += yield* race([child(i), expire]);
  return sum;
}
