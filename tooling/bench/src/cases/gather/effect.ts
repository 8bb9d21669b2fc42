import { Effect } from 'effect';

const child = (i: number) =>
  Effect.gen(function* () {
    yield* Effect.yieldNow;
    return i;
  });

export const work = ({ n }: { n: number }) =>
  Effect.gen(function* () {
    let sum = 0;
    const children = Array.from({ length: n }, (_, k) => child(k));
    for (const i of yield* Effect.all(children, { concurrency: 'unbounded' })) sum += i;
    return sum;
  });
