import co from 'co';

import type { Host } from '../host.js';

export const host: Host = (work, params) =>
  co(function* () {
    const begin = performance.now();
    const result: unknown = yield work(params);
    return { milliseconds: performance.now() - begin, result };
  });
