/** The errors of futures, tasks and `run`, under Python's names. */
import { RuntimeError } from '@asyncio-ts/contextvars';
import type { EventLoop } from '@asyncio-ts/loop';
import { isFatal } from '@asyncio-ts/loop/internal';

import { isMarked, markAsOurs } from './version-mark.js';

/**
 * The future or task was cancelled.
 *
 * Let it pass. Python's `except Exception` does not catch it, JavaScript's plain `catch` does: code that catches
 * everything must rethrow this one, or the task goes on as if nobody had asked it to stop. `rethrowIfCancelled(error)`
 * as the first line of a `catch` does that.
 *
 * Its `stack` names the line that was interrupted in debug mode only.
 *
 * @see CPython 3.13 `Lib/asyncio/exceptions.py`, `CancelledError`
 */
export class CancelledError extends Error {
  static {
    markAsOurs(this.prototype);
    this.prototype.name = 'CancelledError';
  }
}

/** V8 and JavaScriptCore have it, and read it whenever an error is made. */
const stacks = Error as { stackTraceLimit?: number };
const canSetLimit = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')?.writable === true;

/**
 * The error of a cancellation. Its stack would name the line that was interrupted, for five times the price of all the rest
 * of a cancellation (25 µs, Node 20): it has one in debug mode only.
 */
export function cancelledError(loop: EventLoop, message: string | undefined): CancelledError {
  if (!canSetLimit || loop.getDebug()) return new CancelledError(message);
  const { stackTraceLimit } = stacks;
  stacks.stackTraceLimit = 0;
  try {
    return new CancelledError(message);
  } finally {
    stacks.stackTraceLimit = stackTraceLimit!; // it is there; also when `message` cannot be made a text
  }
}

/**
 * The state of a future does not allow this: reading it before it is done, settling it twice.
 *
 * @see CPython 3.13 `Lib/asyncio/exceptions.py`, `InvalidStateError`
 */
export class InvalidStateError extends Error {
  static {
    this.prototype.name = 'InvalidStateError';
  }
}

/**
 * The time given to an operation is over.
 *
 * @see CPython 3.13, the built-in `TimeoutError`, which `asyncio.TimeoutError` is
 */
export class TimeoutError extends Error {
  static {
    this.prototype.name = 'TimeoutError';
  }
}

/**
 * Nothing can happen any more: no callback is ready, no timer is set, and the host has nothing left that could wake
 * the loop. The message is the tree of tasks and what each waits for. Python hangs here, and Node would exit silently.
 */
export class DeadlockError extends RuntimeError {
  static {
    this.prototype.name = 'DeadlockError';
  }
}

/**
 * A coroutine was closed while it was suspended: what a context manager's `aexit` is given then.
 *
 * @see CPython 3.13, the built-in `GeneratorExit`
 */
export class GeneratorExit extends Error {
  static {
    this.prototype.name = 'GeneratorExit';
  }
}

/**
 * The first line of a `catch` that catches everything: rethrows what Python's `except Exception` lets pass, and does
 * nothing with any other error.
 *
 *     try {
 *       yield* work();
 *     } catch (error) {
 *       rethrowIfCancelled(error);
 *       console.log('did not work', error);
 *     }
 *
 * @suspends never
 * @throws `error`, if it is a `CancelledError`, a `GeneratorExit` (an async generator is being closed), or one of the
 *   two that end the program, `KeyboardInterrupt` and `SystemExit`
 */
export function rethrowIfCancelled(error: unknown): void {
  if (isCancellation(error) || error instanceof GeneratorExit || isFatal(error)) throw error;
}

/** Is it a `CancelledError`, of this copy of the package or another one: what must not be kept from a task? */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && isMarked(error);
}
