import { getRunningLoop } from '@asyncio-ts/loop';
import { CancelledError, type Coroutine, currentTask, TimeoutError, type Yieldable } from '@asyncio-ts/tasks';

/**
 * What `waitFor` of `@asyncio-ts/combinators` does, for tests of packages that do not stand on that one.
 *
 * @suspends as `awaited` does
 * @throws {TimeoutError} so many seconds were over
 */
export function* within<T>(seconds: number, awaited: Yieldable<T>): Coroutine<T> {
  const task = currentTask()!; // a coroutine runs in a task
  const timer = getRunningLoop().callLater(seconds, () => void task.cancel());
  try {
    return yield* awaited;
  } catch (error) {
    if (!(error instanceof CancelledError) || task.uncancel() > 0) throw error;
    throw new TimeoutError();
  } finally {
    timer.cancel();
  }
}
