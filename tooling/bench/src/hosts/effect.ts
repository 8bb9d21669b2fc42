import { Effect } from 'effect';

import type { Host } from '../host.js';

export const host: Host = (work, params) =>
  Effect.runPromise(
    Effect.gen(function* () {
      const begin = performance.now();
      const result = yield* work(params) as Effect.Effect<unknown>;
      return { milliseconds: performance.now() - begin, result };
    }),
  );
