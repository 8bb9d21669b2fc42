import { Effect, Fiber } from 'effect';

export const work = ({ n }: { n: number }) =>
  Effect.gen(function* () {
    let woken = 0;
    let cleanedUp = 0;
    const sleeper = Effect.gen(function* () {
      yield* Effect.sleep(1_000_000);
      woken++;
    }).pipe(
      Effect.ensuring(
        Effect.sync(() => {
          cleanedUp++;
        }),
      ),
    );
    const fibers: Fiber.Fiber<void>[] = [];
    for (let i = 0; i < n; i++) fibers.push(yield* Effect.forkChild(sleeper));
    yield* Effect.yieldNow;
    yield* Fiber.interruptAll(fibers);
    return { woken, cleanedUp };
  });
