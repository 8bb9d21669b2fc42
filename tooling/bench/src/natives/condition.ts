/** A condition as one writes it with promises. */
import { Fifo } from './fifo.js';
import { Semaphore } from './semaphore.js';

export class Condition {
  readonly lock: Semaphore = new Semaphore(1);
  readonly #waiters = new Fifo<() => void>();

  /** Gives the lock away, waits to be notified, and has the lock again. */
  async wait(): Promise<void> {
    this.lock.release();
    await new Promise<void>((resume) => {
      this.#waiters.push(resume);
    });
    const turn = this.lock.acquire();
    if (turn) await turn;
  }

  notify(): void {
    this.#waiters.shift()?.();
  }
}
