import { Effect, Fiber } from 'effect';

import { Client, percentile, type Size } from './client.js';

export const work = ({ messages, tasks, percent, port }: Size) =>
  Effect.gen(function* () {
    const client = yield* Effect.promise(() => Client.connect(port));
    let stop = false;
    let spins = 0;
    const spin = Effect.gen(function* () {
      for (; !stop; spins++) yield* Effect.yieldNow;
    });
    const fibers: Fiber.Fiber<void>[] = [];
    for (let i = 0; i < tasks; i++) fibers.push(yield* Effect.forkChild(spin));
    const times: number[] = [];
    let echoes = 0;
    for (let i = 0; i < messages; i++) {
      const begin = performance.now();
      if ((yield* Effect.promise(() => client.echo(`message ${i}`))) === `message ${i}`) echoes++;
      times.push(performance.now() - begin);
    }
    stop = true;
    yield* Fiber.joinAll(fibers);
    client.close();
    return { value: percentile(times, percent), checked: { echoes, spun: spins > tasks } };
  });
