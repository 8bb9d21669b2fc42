import { Effect, Fiber } from 'effect';

export const work = ({ n, tasks }: { n: number; tasks: number }) =>
  Effect.gen(function* () {
    let sum = 0;
    let last = -1;
    const spin = (me: number) =>
      Effect.gen(function* () {
        for (let i = 0; i < n / tasks; i++) {
          yield* Effect.yieldNow;
          sum += me;
          last = me;
        }
      });
    const all = [];
    for (let me = 0; me < tasks; me++) all.push(yield* Effect.forkChild(spin(me)));
    for (const fiber of all) yield* Fiber.join(fiber);
    return { sum, last };
  });
