import { type Coroutine, sleep, type Yieldable } from '@asyncio-ts/tasks';

/**
 * Waits for ever; a `CancelledError` passes, or is followed by `cleanup`.
 *
 * @suspends always
 */
export function* hang(cleanup?: () => Yieldable<unknown>): Coroutine<void> {
  try {
    yield* sleep(Infinity);
  } finally {
    if (cleanup !== undefined) yield* cleanup();
  }
}
