/**
 * `BoundedSemaphore`: a semaphore that notices one release too many.
 *
 * After CPython 3.13 `Lib/asyncio/locks.py`, `BoundedSemaphore`.
 */
import { ValueError } from '@asyncio-ts/tasks';

import { Semaphore } from './semaphore.js';

/**
 * A semaphore whose permits never become more than at first.
 *
 * @see CPython 3.13 `Lib/asyncio/locks.py`, `BoundedSemaphore`
 */
export class BoundedSemaphore extends Semaphore {
  readonly #bound: number;

  /**
   * @param value - how many permits there are: a whole number from 0 on, or `Infinity`; default 1
   * @throws {TypeError} `value` is not a number
   * @throws {ValueError} `value` is negative or a fraction
   */
  constructor(value = 1) {
    super(value);
    this.#bound = value;
  }

  /**
   * Gives a permit back. The next one that waits has it.
   *
   * @suspends never
   * @throws {ValueError} all permits are there already
   * @see CPython 3.13 `Lib/asyncio/locks.py`, `BoundedSemaphore.release`
   */
  override release(): void {
    if (this._value >= this.#bound && this.#bound !== Infinity) {
      const hint = `Release it once for each acquire(): ${this.toString()}`;
      throw new ValueError(`BoundedSemaphore released too many times\n  ${hint}`);
    }
    super.release();
  }
}
