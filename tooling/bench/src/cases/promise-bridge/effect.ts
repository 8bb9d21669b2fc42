import { Effect } from 'effect';

const child = (i: number) =>
  Effect.gen(function* () {
    yield* Effect.yieldNow;
    return i;
  });

async function sumOf(promises: readonly PromiseLike<number>[]): Promise<number> {
  let sum = 0;
  for (const promise of promises) sum += await promise;
  return sum;
}

export const work = ({ n, direction }: { n: number; direction: string }) =>
  Effect.gen(function* () {
    if (direction === 'out') {
      return yield* Effect.promise(() =>
        sumOf(Array.from({ length: n }, (_, i) => Effect.runPromise(child(i)))),
      );
    }
    let sum = 0;
    for (let i = 0; i < n; i++) sum += yield* Effect.promise(() => Promise.resolve(i));
    return sum;
  });
