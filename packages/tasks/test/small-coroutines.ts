/** The smallest coroutines there are, for tests that need some task or other. */
import type { Coroutine, Yieldable } from '@asyncio-ts/tasks';

/** @suspends never */
export function* returns<T>(value: T): Coroutine<T> {
  return value;
}

/** @suspends never */
export function* fails(error: unknown): Coroutine<never> {
  throw error;
}

/** @suspends as `awaited` does */
export function* awaits<T>(awaited: Yieldable<T>): Coroutine<T> {
  return yield* awaited;
}
