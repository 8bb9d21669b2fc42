import { Effect, Fiber } from 'effect';

/** Children are interrupted when the parent ends; joining one that failed ends it. */
export const work = ({ n }: { n: number }) =>
  Effect.gen(function* () {
    let sum = 0;
    const child = (i: number) =>
      Effect.gen(function* () {
        yield* Effect.yieldNow;
        sum += i;
      });
    const fibers: Fiber.Fiber<void>[] = [];
    for (let i = 0; i < n; i++) fibers.push(yield* Effect.forkChild(child(i)));
    yield* Fiber.joinAll(fibers);
    return sum;
  });
