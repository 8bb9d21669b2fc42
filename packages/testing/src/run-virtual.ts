/** A whole program in virtual time. */
import type { VirtualTimeLoopOptions } from '@asyncio-ts/loop';
import { isFatal } from '@asyncio-ts/tasks/internal';

import { type Main, ManualLoop } from './manual-loop.js';
import { UnhandledErrors } from './unhandled-errors.js';

/** What `timeVirtual` returns. */
export interface Timed<T> {
  /** What `main` returned. */
  readonly value: T;
  /** How many seconds of virtual time it took, without the clean-up after it. */
  readonly seconds: number;
}

/**
 * Runs a program on the spot and in virtual time, and gives its result: `sleep(3600)` takes no time, and the turns are
 * the same at every run. It is begun and ended as by `run` of `@asyncio-ts/tasks`.
 *
 *     it('gives up after an hour', () => {
 *       const outcome = runVirtual(function* () {
 *         return yield* poll(neverReady);
 *       });
 *       expect(outcome).toBe('gave up');
 *     });
 *
 * Debug mode is on by default, so that a coroutine that was never awaited fails the test.
 *
 * @param main - a coroutine, or a function that makes one, which is called inside the loop
 * @param options - `startTime`, `onIdle`, and `debug`, default true
 * @returns what `main` returned
 * @suspends never; it returns when the program has ended
 * @throws what `main` throws
 * @throws {TypeError} `main` makes no coroutine, nor a future
 * @throws {RuntimeError} a loop is running here
 * @throws {DeadlockError} nothing is left that could ever finish it: promises, too, cannot settle meanwhile
 * @throws {UnhandledErrors} something reached the loop's exception handler, and the program had not set one of its own
 */
export function runVirtual<T>(main: Main<T>, options: VirtualTimeLoopOptions = {}): T {
  return timeVirtual(main, options).value;
}

/**
 * The same, and tells the time it took:
 *
 *     it('tries three times, a minute apart', () => {
 *       const { value, seconds } = timeVirtual(connect(neverThere));
 *       expect([value, seconds]).toEqual(['gave up', 120]);
 *     });
 *
 * @param main - a coroutine, or a function that makes one, which is called inside the loop
 * @param options - `startTime`, `onIdle`, and `debug`, default true
 * @returns what `main` returned, and the virtual seconds that passed
 * @suspends never; it returns when the program has ended
 * @throws whatever `runVirtual` throws
 */
export function timeVirtual<T>(main: Main<T>, options: VirtualTimeLoopOptions = {}): Timed<T> {
  const loop = new ManualLoop(options);
  const start = loop.time();
  let result: Timed<T>;
  try {
    const value = loop.run(main);
    result = { value, seconds: loop.time() - start };
  } catch (exception) {
    // CancelledError included: it is thrown on, alone or with the rest.
    const reports = loop._finish();
    if (reports.length === 0 || isFatal(exception)) throw exception;
    throw new UnhandledErrors([{ message: 'the main coroutine failed', exception }, ...reports]);
  }
  loop.close();
  return result;
}
