import { type Coroutine, sleep } from '@asyncio-ts/tasks';

/**
 * Lets everybody else have so many turns.
 *
 * @suspends once per turn
 */
export function* turns(count: number): Coroutine<void> {
  for (let turn = 0; turn < count; turn++) yield* sleep(0);
}
