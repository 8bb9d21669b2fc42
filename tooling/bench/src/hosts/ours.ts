import { type Coroutine, run } from 'asyncio-ts';

import type { Call, Host, Work } from '../host.js';
import type { Params } from '../case.js';

export const host: Host = (work, params) => run(timed(work, params));

function* timed(work: Work, params: Params): Coroutine<Call> {
  const begin = performance.now();
  const result = yield* work(params) as Coroutine;
  return { milliseconds: performance.now() - begin, result };
}
