import { VirtualTimeLoop } from '@asyncio-ts/loop';
import { type Coroutine, createTask, runUntilCompleteSync } from '@asyncio-ts/tasks';
import { expect } from 'vitest';

/** Runs `main` until something ends the loop; `finish` runs the same loop on, as a runner's cleanup does. */
export function runTwice(main: () => Coroutine<void>): { stopped: unknown; finish: () => void } {
  const loop = new VirtualTimeLoop();
  const task = createTask(main(), { loop });
  try {
    runUntilCompleteSync(loop, task);
  } catch (stopped) {
    const finish = (): void => {
      runUntilCompleteSync(loop, task);
    };
    return { stopped, finish };
  }
  return expect.fail('the loop was not stopped');
}
