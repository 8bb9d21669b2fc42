import { VirtualTimeLoop, type VirtualTimeLoopOptions } from '@asyncio-ts/loop';
import { onTestFinished } from 'vitest';

/** A loop in virtual time that is not running, and is closed when the test is over. */
export function makeLoop(options?: VirtualTimeLoopOptions): VirtualTimeLoop {
  const loop = new VirtualTimeLoop(options);
  onTestFinished(() => {
    loop.close();
  });
  return loop;
}
