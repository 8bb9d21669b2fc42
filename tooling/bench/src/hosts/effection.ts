import { type Operation, run } from 'effection';

import type { Host } from '../host.js';

export const host: Host = (work, params) =>
  run(function* () {
    const begin = performance.now();
    const result = yield* work(params) as Operation<unknown>;
    return { milliseconds: performance.now() - begin, result };
  });
