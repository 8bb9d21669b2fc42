import { Effect } from 'effect';

const nested = (depth: number, per: number): Effect.Effect<number> =>
  Effect.gen(function* () {
    if (depth > 1) return 1 + (yield* nested(depth - 1, per));
    for (let i = 0; i < per; i++) yield* Effect.yieldNow;
    return per;
  });

export const work = ({ n, per, depth }: { n: number; per: number; depth: number }) =>
  Effect.gen(function* () {
    let sum = 0;
    for (let i = 0; i < n; i += per) sum += yield* nested(depth, per);
    return sum;
  });
