import { Effect, type Fiber } from 'effect';

import { heapInUse } from '../../heap.js';

export const work = ({ n }: { n: number }) =>
  Effect.gen(function* () {
    let begun = 0;
    let woken = 0;
    const sleeper = (i: number) =>
      Effect.gen(function* () {
        begun++;
        yield* Effect.sleep(3_600_000 + (i % 1000));
        woken++;
      });
    const before = heapInUse();
    const fibers: Fiber.Fiber<void>[] = [];
    for (let i = 0; i < n; i++) fibers.push(yield* Effect.forkChild(sleeper(i)));
    yield* Effect.yieldNow;
    const value = (heapInUse() - before) / fibers.length;
    return { value, checked: { begun, woken } };
  });
