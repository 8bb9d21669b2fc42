import { Context, Effect } from 'effect';

import { Absent } from '../../job.js';

interface Size {
  n: number;
  operation: string;
  variables: number;
}

export const work = ({ n, operation, variables }: Size) =>
  Effect.gen(function* () {
    if (operation !== 'get') throw new Absent('a context is a value: none is set or copied in place');
    const all = Array.from({ length: variables }, (_, i) =>
      Context.Reference<number>(`v${i}`, { defaultValue: () => -1 }),
    );
    const reading = Effect.gen(function* () {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += yield* all[i % variables]!;
      return sum;
    });
    const values = new Map(all.map((variable, i) => [variable.key, i]));
    return yield* Effect.provideContext(reading, Context.makeUnsafe(values));
  });
