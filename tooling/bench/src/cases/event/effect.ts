import { Effect, Fiber, Latch } from 'effect';

export const work = ({ n }: { n: number }) =>
  Effect.gen(function* () {
    const latch = yield* Latch.make();
    let woken = 0;
    const waiter = Effect.gen(function* () {
      yield* latch.await;
      woken++;
    });
    const fibers: Fiber.Fiber<void>[] = [];
    for (let i = 0; i < n; i++) fibers.push(yield* Effect.forkChild(waiter));
    yield* Effect.yieldNow;
    const early = woken;
    yield* latch.open;
    for (const fiber of fibers) yield* Fiber.join(fiber);
    return { early, woken };
  });
