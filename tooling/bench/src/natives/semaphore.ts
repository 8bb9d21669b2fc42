/** A semaphore as one writes it with promises: a count and a line; permits go straight to whoever waits first. */
import { Fifo } from './fifo.js';

export class Semaphore {
  #free: number;
  readonly #waiters = new Fifo<() => void>();

  constructor(permits: number) {
    this.#free = permits;
  }

  acquire(): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free--;
      return undefined;
    }
    return new Promise((resume) => {
      this.#waiters.push(resume);
    });
  }

  release(): void {
    const waiter = this.#waiters.shift();
    if (waiter === undefined) this.#free++;
    else waiter();
  }
}
