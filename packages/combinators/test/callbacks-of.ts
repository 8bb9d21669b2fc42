import type { Future } from '@asyncio-ts/tasks';

/** How many callbacks hang on a future. */
export function callbacksOf(future: Future<unknown>): number {
  const callbacks = future._callbacks;
  if (callbacks === undefined) return 0;
  return '_run' in callbacks ? 1 : [...callbacks].length;
}
