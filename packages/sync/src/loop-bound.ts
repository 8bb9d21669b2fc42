/**
 * What belongs to one loop, without being told which: it may be made before any loop runs, and belongs to the one in
 * which somebody first has to wait for it.
 *
 * After CPython 3.13 `Lib/asyncio/mixins.py`, `_LoopBoundMixin`.
 */
import { type EventLoop, getRunningLoop, RuntimeError } from '@asyncio-ts/tasks';
import { describe } from '@asyncio-ts/tasks/internal';

/** The base of all that tasks wait at. */
export abstract class LoopBound {
  #loop: EventLoop | undefined = undefined;

  /**
   * @internal From now on, the running loop is the only one in which anybody may wait for this.
   *
   * @throws {RuntimeError} somebody waited for it in another loop before; or no loop is running
   */
  _checkLoop(): void {
    const loop = getRunningLoop();
    this.#loop ??= loop;
    if (loop !== this.#loop) {
      const hint = 'Make it inside the coroutine that run() is given, so that each run has its own';
      throw new RuntimeError(`${describe(this)} is bound to a different event loop\n  ${hint}`);
    }
  }
}
