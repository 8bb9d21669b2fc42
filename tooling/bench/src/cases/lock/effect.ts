import { Effect, Fiber, Semaphore } from 'effect';

export const work = ({ n, tasks, held }: { n: number; tasks: number; held: number }) =>
  Effect.gen(function* () {
    const lock = yield* Semaphore.make(1);
    let count = 0;
    const increment = Effect.gen(function* () {
      const before = count;
      for (let k = 0; k < held; k++) yield* Effect.yieldNow;
      count = before + 1;
    });
    const worker = Effect.gen(function* () {
      for (let i = 0; i < n / tasks; i++) yield* Semaphore.withPermit(lock, increment);
    });
    const fibers: Fiber.Fiber<void>[] = [];
    for (let i = 0; i < tasks; i++) fibers.push(yield* Effect.forkChild(worker));
    yield* Fiber.joinAll(fibers);
    return count;
  });
