import { type ExceptionContext, VirtualTimeLoop, type VirtualTimeLoopOptions } from '@asyncio-ts/loop';
import { expect, onTestFinished } from 'vitest';

/** A loop in virtual time. At the end of the test it is closed, and nothing may have reached its exception handler. */
export function makeLoop(options?: VirtualTimeLoopOptions): VirtualTimeLoop {
  const loop = new VirtualTimeLoop(options);
  const reported: ExceptionContext[] = [];
  loop.setExceptionHandler((_loop, context) => {
    reported.push(context);
  });
  onTestFinished(() => {
    loop.close();
    expect(reported.map(({ message, exception }) => [message, exception])).toEqual([]);
  });
  return loop;
}

/** What `action` throws; fails if it returns. */
export function thrownBy(action: () => unknown): unknown {
  let returned: unknown;
  try {
    returned = action();
  } catch (error) {
    return error;
  }
  return expect.fail(`returned ${String(returned)}`);
}
