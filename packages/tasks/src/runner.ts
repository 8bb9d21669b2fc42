/**
 * `run` and `Runner`: a loop from its making to its closing.
 *
 * After CPython 3.13 `Lib/asyncio/runners.py`.
 */
import { type Context, copyContext, RuntimeError } from '@asyncio-ts/contextvars';
import { EventLoop, KeyboardInterrupt } from '@asyncio-ts/loop';
import { describe } from '@asyncio-ts/loop/internal';

import type { AnyCoroutine } from './awaitable.js';
import { CoroutineObject } from './coroutine.js';
import { createTask } from './create-task.js';
import { CancelledError } from './errors.js';
import { isCoroutine } from './frame.js';
import { runUntilComplete } from './run-until-complete.js';
import { shutdown } from './shutdown.js';
import type { Task } from './task.js';

/** How to run a program. */
export interface RunnerOptions {
  /** Debug mode; default: on when the environment has `ASYNCIO_DEBUG`. */
  readonly debug?: boolean | undefined;
  /** Makes the loop; default: `new EventLoop()`. */
  readonly loopFactory?: (() => EventLoop) | undefined;
}

/**
 * Runs `main` on a loop of its own, and gives its result. At the end it cancels the tasks that are left, closes async
 * generators, reports errors that nobody retrieved, and closes the loop.
 *
 *     const answer = await run(main());
 *
 * Python's `asyncio.run` blocks; JavaScript cannot, so this returns a promise. Several runs may be under way at once.
 * Ctrl-C cancels `main`, which may clean up; a second Ctrl-C ends the program.
 *
 * @param main - a call of a coroutine function
 * @throws what `main` throws
 * @throws {TypeError} `main` is not a coroutine
 * @throws {KeyboardInterrupt} Ctrl-C was pressed, and `main` let itself be cancelled
 * @throws {DeadlockError} nothing is left that could ever finish it (Node, Bun, Deno)
 * @see CPython 3.13 `Lib/asyncio/runners.py`, `run`
 */
export async function run<T>(main: AnyCoroutine<T>, options: RunnerOptions = {}): Promise<T> {
  checkMain(main);
  const runner = new Runner(options);
  try {
    return await runner.run(main);
  } finally {
    await runner.close();
  }
}

/**
 * Runs several main programs, one after the other, on one loop and with one set of context variables.
 *
 *     const runner = new Runner();
 *     try {
 *       await runner.run(first());
 *       await runner.run(second());
 *     } finally {
 *       await runner.close();
 *     }
 *
 * @see CPython 3.13 `Lib/asyncio/runners.py`, `Runner`
 */
export class Runner {
  readonly #options: RunnerOptions;
  #loop: EventLoop | undefined = undefined;
  #context: Context | undefined = undefined;
  #closed = false;

  constructor(options: RunnerOptions = {}) {
    this.#options = options;
  }

  /**
   * Runs one coroutine to its end.
   *
   * @param main - a call of a coroutine function
   * @param options - `context`: its context variables; default: those of the runner, which all its runs share
   * @throws what `main` throws; see `run`
   * @throws {RuntimeError} the runner is closed, or running
   */
  async run<T>(
    main: AnyCoroutine<T>,
    { context }: { readonly context?: Context | undefined } = {},
  ): Promise<T> {
    checkMain(main);
    const loop = this.getLoop();
    if (loop.isRunning())
      throw new RuntimeError(
        'Runner.run() cannot be called from a running event loop\n  Await its last run() first',
      );
    const task = createTask(main, { loop, context: context ?? this.#context });
    return await runInterruptible(loop, task);
  }

  /**
   * The loop, made at the first question.
   *
   * @throws {RuntimeError} the runner is closed
   */
  getLoop(): EventLoop {
    if (this.#closed) throw new RuntimeError('Runner is closed\n  Make a new one');
    if (this.#loop === undefined) {
      const { debug, loopFactory = () => new EventLoop() } = this.#options;
      this.#loop = loopFactory();
      if (debug !== undefined) this.#loop.setDebug(debug);
      this.#context = copyContext();
    }
    return this.#loop;
  }

  /**
   * Cancels what is left, closes async generators and the loop. Closing twice does nothing.
   *
   * @throws {RuntimeError} it is running
   */
  async close(): Promise<void> {
    const loop = this.#loop;
    if (loop?.isRunning() === true) {
      throw new RuntimeError(
        'Cannot close a running event loop\n  Await the last run() of this runner first',
      );
    }
    this.#closed = true;
    this.#loop = undefined;
    if (loop === undefined) return;
    try {
      await runUntilComplete(loop, new CoroutineObject(shutdown(), 'shutdown')); // with a name, for those who look
    } finally {
      loop.close();
    }
  }

  /** For `await using runner = new Runner()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Ctrl-C cancels the main task; if that is why it ended, the caller gets a `KeyboardInterrupt`. */
async function runInterruptible<T>(loop: EventLoop, task: Task<T>): Promise<T> {
  const ctrlC = { pressed: false };
  const unlisten = loop._host.onInterrupt?.(() => {
    ctrlC.pressed = true;
    task.cancel();
  });
  try {
    return await runUntilComplete(loop, task);
  } catch (error) {
    if (error instanceof CancelledError && ctrlC.pressed && task.uncancel() === 0)
      throw new KeyboardInterrupt();
    throw error;
  } finally {
    unlisten?.();
  }
}

function checkMain(main: unknown): void {
  if (isCoroutine(main)) return;
  const call = typeof main === 'function' ? `\n  Call it first: run(${main.name || 'main'}())` : '';
  throw new TypeError(`a coroutine was expected, got ${describe(main)}${call}`);
}
