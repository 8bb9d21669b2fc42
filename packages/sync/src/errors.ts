/** The error of this package. */
import { RuntimeError } from '@asyncio-ts/tasks';

/**
 * The barrier was reset or aborted while this task waited at it, or is broken already.
 *
 * @see CPython 3.13 `Lib/asyncio/exceptions.py`, `BrokenBarrierError`
 */
export class BrokenBarrierError extends RuntimeError {
  static {
    this.prototype.name = 'BrokenBarrierError';
  }
}
