/** Holds a program where it comes back from the host, so that one without an end can be looked at before it goes on. */
import type { Host } from '@asyncio-ts/loop';

/** Between a program, its loops and timers, and the host. */
export class Gate {
  readonly #passing: () => void;
  readonly #held = new Set<() => void>();
  #isClosed = false;

  /** @param passing - is called whenever somebody wants to pass, and may close the gate before */
  constructor(passing: () => void) {
    this.#passing = passing;
  }

  close(): void {
    this.#isClosed = true;
  }

  open(): void {
    this.#isClosed = false;
    // Each by itself: one that throws stops no other.
    for (const wake of this.#held) queueMicrotask(() => this.#release(wake));
  }

  /** Calls `wake`: now, or when the gate is opened. Who asks again while it is held is still called once. */
  pass(wake: () => void): void {
    this.#passing();
    if (this.#isClosed) this.#held.add(wake);
    else wake();
  }

  /** Takes `wake` back if it is held. */
  forget(wake: () => void): void {
    this.#held.delete(wake);
  }

  /** `host` behind this gate. */
  guard(host: Host): Host {
    return {
      now: () => host.now(),
      hop: (wake) => {
        host.hop(() => {
          this.pass(wake);
        });
      },
      wakeAt: (when, wake) => {
        const takeBack = host.wakeAt(when, () => {
          this.pass(wake);
        });
        return () => {
          takeBack();
          this.forget(wake);
        };
      },
      whenStuck: (order, stuck) => host.whenStuck(order, stuck),
    };
  }

  #release(wake: () => void): void {
    if (!this.#isClosed && this.#held.delete(wake)) wake();
  }
}
