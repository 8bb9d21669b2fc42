import { Effect, Fiber, Queue } from 'effect';

export const work = ({ n, capacity }: { n: number; capacity: number }) =>
  Effect.gen(function* () {
    const queue = yield* capacity > 0 ? Queue.bounded<number>(capacity) : Queue.unbounded<number>();
    const produce = Effect.gen(function* () {
      for (let i = 0; i < n; i++) yield* Queue.offer(queue, i);
    });
    const fiber = yield* Effect.forkChild(produce);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += yield* Queue.take(queue);
    yield* Fiber.join(fiber);
    return sum;
  });
