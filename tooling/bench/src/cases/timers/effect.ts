import { Effect, Fiber } from 'effect';

import { firstRandoms } from '../../random.js';

export const work = ({ n }: { n: number }) =>
  Effect.gen(function* () {
    let woken = 0;
    let tooEarly = 0;
    const sleeper = (milliseconds: number) =>
      Effect.gen(function* () {
        const begin = performance.now();
        yield* Effect.sleep(milliseconds);
        woken++;
        if (performance.now() - begin < milliseconds - 1) tooEarly++;
      });
    const fibers: Fiber.Fiber<void>[] = [];
    for (const random of firstRandoms(n, 20)) fibers.push(yield* Effect.forkChild(sleeper(random + 1)));
    for (const fiber of fibers) yield* Fiber.join(fiber);
    return { woken, tooEarly };
  });
