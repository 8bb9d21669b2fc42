import { type Coroutine, sleep } from '@asyncio-ts/tasks';

/**
 * Waits, then throws.
 *
 * @suspends always
 * @throws {unknown} `error`
 */
export function* failAfter(seconds: number, error: unknown): Coroutine<never> {
  yield* sleep(seconds);
  throw error;
}
