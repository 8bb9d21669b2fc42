import { Effect } from 'effect';

const child = (i: number) =>
  Effect.gen(function* () {
    yield* Effect.yieldNow;
    return i;
  });

export const work = ({ n }: { n: number }) =>
  Effect.gen(function* () {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += yield* Effect.timeout(child(i), 10_000);
    return sum;
  });
