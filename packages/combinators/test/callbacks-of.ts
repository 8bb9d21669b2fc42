import type { Future } from '@asyncio-ts/tasks';

/** How many callbacks hang on a future. */
export function callbacksOf(future: Future<unknown>): number {
  const callbacks = future._callbacks;
  if (callbacks === undefined) return 0;
  const isList = 'remove' in callbacks; // a task can be iterated, too
  return isList ? [...(callbacks as unknown as Iterable<unknown>)].length : 1;
}
