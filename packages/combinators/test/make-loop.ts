import { VirtualTimeLoop } from '@asyncio-ts/loop';
import { onTestFinished } from 'vitest';

/** A loop that is not running, and is closed after the test. */
export function makeLoop(): VirtualTimeLoop {
  const loop = new VirtualTimeLoop();
  onTestFinished(() => {
    loop.close();
  });
  return loop;
}
