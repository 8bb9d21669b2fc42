/** A program in virtual time, from its first turn to its end, and what reached the exception handler meanwhile. */
import { type ExceptionContext, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  type Coroutine,
  eagerTaskFactory,
  runUntilCompleteSync,
  setTaskFactory,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { shutdown } from '@asyncio-ts/tasks/internal';
import { expect } from 'vitest';

/** How `runVirtual` and `runReporting` set up their loop. */
export interface VirtualOptions {
  /** Start every task but the main one eagerly? Default: no. */
  readonly eager?: boolean;
  /** A loop in debug mode? Default: no. */
  readonly debug?: boolean;
}

/**
 * Runs `main` to its end on a loop of its own, as `run` does. An error that reaches the exception handler fails the
 * test.
 *
 * @param main - called when the loop is running
 * @throws {unknown} what `main` throws; the tasks that it left behind are cancelled first
 */
export function runVirtual<T>(main: () => Yieldable<T>, options?: VirtualOptions): T {
  const { result, reported } = runReporting(main, options);
  expect(reported.map(({ message, exception }) => [message, exception])).toEqual([]);
  return result;
}

/** The same; gives back what reached the exception handler, as well. */
export function runReporting<T>(
  main: () => Yieldable<T>,
  { eager = false, debug = false }: VirtualOptions = {},
): { result: T; reported: ExceptionContext[] } {
  const loop = new VirtualTimeLoop({ debug });
  if (eager) setTaskFactory(loop, eagerTaskFactory); // the main task is made before the loop runs: never eager
  const reported: ExceptionContext[] = [];
  loop.setExceptionHandler((_loop, context) => {
    reported.push(context);
  });
  try {
    return { result: runUntilCompleteSync(loop, inside(main)), reported };
  } finally {
    runUntilCompleteSync(loop, shutdown());
    loop.close();
  }
}

/** Calls `main` only when the loop is running. */
function* inside<T>(main: () => Yieldable<T>): Coroutine<T> {
  return yield* main();
}
