/** A loop for tests: its clock is moved by hand, and nothing that goes wrong on it is lost. */
import { type ExceptionContext, VirtualTimeLoop, type VirtualTimeLoopOptions } from '@asyncio-ts/loop';
import {
  type AnyCoroutine,
  type Coroutine,
  CoroutineObject,
  createTask,
  isCoroutine,
  isCoroutineFunction,
  isFuture,
  runUntilCompleteSync,
  type Task,
  type TaskOptions,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { describe, shutdown } from '@asyncio-ts/tasks/internal';

import { UnhandledErrors } from './unhandled-errors.js';

/** A coroutine, or a function that makes one: it is called inside the loop. */
export type Main<T> = AnyCoroutine<T> | (() => Yieldable<T>);

/**
 * An event loop in virtual time, for a test to start tasks, move the clock, and look.
 *
 *     const loop = new ManualLoop();
 *     const task = loop.start(heartbeat());
 *     loop.advance(60);
 *     expect(task.done()).toBe(false);
 *     loop.close();
 *
 * What reaches its exception handler is kept, and thrown by `close()`. Debug mode is on by default, so that a coroutine
 * that was never awaited is such a problem, too.
 */
export class ManualLoop extends VirtualTimeLoop {
  /** @internal What reached the exception handler. */
  readonly _reports: ExceptionContext[] = [];

  constructor({ debug = true, ...options }: VirtualTimeLoopOptions = {}) {
    super({ debug, ...options });
    this.setExceptionHandler((_loop, context) => {
      this._reports.push(context);
    });
  }

  /**
   * Makes a task of `main`, which takes its first step with the next `advance()`.
   *
   * @param options - `name`, `context`, `eagerStart`
   * @returns the task
   * @suspends never
   * @throws {TypeError} `main` is no coroutine, and no function
   * @throws {RuntimeError} the loop is closed
   */
  start<T>(main: Main<T>, options: Omit<TaskOptions, 'loop'> = {}): Task<T> {
    return createTask(toCoroutine('start', main), { ...options, loop: this });
  }

  /**
   * Runs `main` to its end on the spot, jumping from timer to timer.
   *
   * @returns its result
   * @suspends never; it returns when `main` has ended
   * @throws what it throws
   * @throws {TypeError} `main` makes no coroutine, nor a future
   * @throws {RuntimeError} the loop is closed or running, or another one is running here
   * @throws {DeadlockError} nothing is left that could ever finish it; promises cannot settle meanwhile
   */
  run<T>(main: Main<T>): T {
    return runUntilCompleteSync(this, toCoroutine('run', main));
  }

  /**
   * Ends the program as `run` of `@asyncio-ts/tasks` does: cancels the tasks that are left, closes async generators,
   * reports what nobody retrieved, closes the loop. Closing twice does nothing.
   *
   * @suspends never
   * @throws {UnhandledErrors} something reached the exception handler, now or earlier
   * @throws {RuntimeError} the loop is running
   */
  override close(): void {
    const reports = this._finish();
    if (reports.length > 0) throw new UnhandledErrors(reports);
  }

  /**
   * For `using loop = new ManualLoop()`.
   *
   * @throws what `close` throws
   */
  [Symbol.dispose](): void {
    this.close();
  }

  /** @internal Closes, and gives what is unhandled. */
  _finish(): ExceptionContext[] {
    if (!this.isClosed() && !this.isRunning()) this.#shutDown();
    super.close();
    return this._reports.splice(0);
  }

  #shutDown(): void {
    try {
      runUntilCompleteSync(this, shutdown());
    } catch (exception) {
      // Not a CancelledError: nobody cancels this task. A task that will not end, or asks the program to.
      this._reports.push({ message: 'the program did not end when its tasks were cancelled', exception });
    }
  }
}

/** The coroutine of `main`, under its name. A function that makes anything but coroutines is called inside the loop. */
function toCoroutine<T>(caller: string, main: Main<T>): AnyCoroutine<T> {
  if (typeof main !== 'function') {
    checkYieldable(caller, main, main);
    return main;
  }
  const name = main.name || 'main';
  if (!isCoroutineFunction(main)) return new CoroutineObject(callInside(caller, main), name);
  const made = main();
  return made instanceof CoroutineObject ? made : new CoroutineObject(made as Coroutine<T>, name); // a raw generator
}

function* callInside<T>(caller: string, main: () => Yieldable<T>): Coroutine<T> {
  return yield* checkYieldable(caller, main, main());
}

/** An async function makes a promise, another one an array: types do not see that in plain JavaScript. */
function checkYieldable<T>(caller: string, main: Main<T>, made: Yieldable<T>): Yieldable<T> {
  if (isCoroutine(made) || (made !== main && isFuture(made))) return made;
  const got = made === main ? describe(main) : `${describe(main)}, which returned ${describe(made)}`;
  throw new TypeError(
    `${caller}() needs a coroutine, or a function that makes one, got ${got}\n  Write it as function* main() { … }: promises cannot settle in virtual time`,
  );
}
