/** Holds a program between two slices of its loops, so that one without an end can be looked at before it goes on. */
import type { Host } from '@asyncio-ts/loop';

/** Between the loops of a program and the host. */
export class Gate {
  readonly #held: (() => void)[] = [];
  #isClosed = false;

  close(): void {
    this.#isClosed = true;
  }

  open(): void {
    this.#isClosed = false;
    for (const wake of this.#held.splice(0)) wake();
  }

  /** `host` behind this gate. `passing` is called before each hop, and may close it. */
  guard(host: Host, passing: () => void): Host {
    return {
      now: () => host.now(),
      hop: (wake) => {
        passing();
        host.hop(() => {
          if (this.#isClosed) this.#held.push(wake);
          else wake();
        });
      },
      wakeAt: (when, wake) => host.wakeAt(when, wake),
      whenStuck: (order, stuck) => host.whenStuck(order, stuck),
    };
  }
}
