import { Effect, Fiber, Semaphore } from 'effect';

export const work = ({ n }: { n: number }) =>
  Effect.gen(function* () {
    const semaphore = yield* Semaphore.make(10);
    let done = 0;
    let active = 0;
    let most = 0;
    const job = Effect.gen(function* () {
      most = Math.max(most, ++active);
      yield* Effect.yieldNow;
      active--;
      done++;
    });
    const fibers: Fiber.Fiber<void>[] = [];
    for (let i = 0; i < n; i++) fibers.push(yield* Effect.forkChild(Semaphore.withPermit(semaphore, job)));
    for (const fiber of fibers) yield* Fiber.join(fiber);
    return { done, limited: most > 1 && most <= 10 };
  });
