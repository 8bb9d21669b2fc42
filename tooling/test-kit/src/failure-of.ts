import type { Coroutine, Yieldable } from '@asyncio-ts/tasks';
import { expect } from 'vitest';

/**
 * What awaiting it throws; fails the test if it returns.
 *
 * @suspends as `awaited` does
 */
export function* failureOf(awaited: Yieldable<unknown>): Coroutine {
  let returned: unknown;
  try {
    returned = yield* awaited;
  } catch (error) {
    return error;
  }
  return expect.fail(`returned ${String(returned)}`);
}
