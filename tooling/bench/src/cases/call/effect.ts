import { Effect } from 'effect';

const call = (i: number) =>
  Effect.gen(function* () {
    return i;
  });

export const work = ({ n }: { n: number }) =>
  Effect.gen(function* () {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += yield* call(i);
    return sum;
  });
