/**
 * Errors of the loop, and the two that end a program.
 *
 * Python keeps `KeyboardInterrupt` and `SystemExit` outside `Exception`, so that nothing swallows them by
 * accident. JavaScript has one tree of errors; the loop and the tasks look for these two by class instead,
 * and let them through to whoever runs the loop.
 */

import { RuntimeError } from '@asyncio-ts/contextvars';

/** This host cannot do what was asked, signals in a browser for one. */
export class NotImplementedError extends RuntimeError {
  static {
    this.prototype.name = 'NotImplementedError';
  }
}

/** Ctrl-C ended the program: what `run()` rejects with after SIGINT cancelled its main task. */
export class KeyboardInterrupt extends Error {
  static {
    this.prototype.name = 'KeyboardInterrupt';
  }
}

/** A callback or task asks the whole program to end: it passes through tasks and stops the loop. */
export class SystemExit extends Error {
  static {
    this.prototype.name = 'SystemExit';
  }

  /** What the program should exit with, 0 for success: for whoever catches it, as `process.exit(error.code)`. */
  readonly code: number;

  /** @param code - exit code, a whole number; default 0 */
  constructor(code = 0) {
    super(`exit code ${code}`);
    this.code = code;
  }
}

/** Does this error end the loop instead of being reported? */
export function isFatal(error: unknown): error is KeyboardInterrupt | SystemExit {
  return error instanceof KeyboardInterrupt || error instanceof SystemExit;
}
