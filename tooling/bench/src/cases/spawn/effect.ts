import { Effect, Fiber } from 'effect';

const child = (i: number) =>
  Effect.gen(function* () {
    yield* Effect.yieldNow;
    return i;
  });

export const work = ({ n, live }: { n: number; live: string }) =>
  Effect.gen(function* () {
    const together = live === 'one' ? 1 : n;
    let sum = 0;
    for (let i = 0; i < n;) {
      const fibers: Fiber.Fiber<number>[] = [];
      for (; fibers.length < together; i++) fibers.push(yield* Effect.forkChild(child(i)));
      for (const fiber of fibers) sum += yield* Fiber.join(fiber);
    }
    return sum;
  });
