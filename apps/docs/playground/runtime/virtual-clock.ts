/**
 * Virtual time for a whole program, its loops and its timers. When the host has had its turn and nothing
 * else happens, the clock jumps to whatever is due first.
 *
 * Promises that wait for the outside world (`fetch`) lose against timers here; a program with those runs in real time.
 */
import type { Host } from '@asyncio-ts/loop';

interface Alarm {
  readonly when: number;
  readonly ring: () => void;
}

/** How long, in real time, something may come from outside before a loop that waits for it is told. */
const GRACE_MILLISECONDS = 300;

/** A clock that jumps. */
export class VirtualClock {
  #seconds = 0;
  /** Soonest first; equal ones as they were set. */
  readonly #alarms: Alarm[] = [];
  #isJumping = false;
  /** Did anything hop, or was an alarm set, since somebody asked? */
  #isMoving = false;
  readonly #real: Host;
  /** As it was before a program got the one that follows this clock. */
  readonly #setTimeout: typeof setTimeout = globalThis.setTimeout.bind(globalThis);

  /** @param real - for hops: the host that this program really runs on */
  constructor(real: Host) {
    this.#real = real;
  }

  /** Seconds since the program began. */
  now(): number {
    return this.#seconds;
  }

  /** Has nothing happened since it was last asked, and is nothing due? */
  isQuiet(): boolean {
    const isQuiet = !this.#isMoving && this.#first() === undefined;
    this.#isMoving = false;
    return isQuiet;
  }

  /** Rings when the clock has reached `when`, a hop of the host later at the earliest. Returns what takes it back. */
  set(when: number, ring: () => void): () => void {
    this.#isMoving = true;
    const alarm = { when, ring };
    const after = this.#alarms.findIndex((other) => other.when > when);
    this.#alarms.splice(after < 0 ? this.#alarms.length : after, 0, alarm);
    this.#jumpSoon();
    return () => {
      const index = this.#alarms.indexOf(alarm);
      if (index >= 0) this.#alarms.splice(index, 1);
    };
  }

  /** Resolves when nothing is due any more. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.#first() === undefined) resolve();
        else this.#afterTwoHops(look);
      };
      this.#afterTwoHops(look);
    });
  }

  /** What a loop needs of its surroundings, on this clock. */
  host(): Host {
    return {
      now: () => this.now(),
      hop: (wake) => {
        this.#isMoving = true;
        this.#real.hop(wake);
      },
      wakeAt: (when, wake) => this.set(when, wake),
      whenStuck: (_order, stuck) => this.#whenStuck(stuck),
    };
  }

  /** Nothing tells whether a promise of the host is still under way: some real time is waited for one. */
  #whenStuck(stuck: () => void): () => void {
    let isWanted = true;
    const look = (): void => {
      if (!isWanted) return;
      if (this.#first() === undefined) stuck();
      else this.#setTimeout(look, GRACE_MILLISECONDS);
    };
    this.#setTimeout(look, GRACE_MILLISECONDS);
    return () => {
      isWanted = false;
    };
  }

  #first(): Alarm | undefined {
    const first = this.#alarms[0];
    return first === undefined || first.when === Infinity ? undefined : first;
  }

  #jumpSoon(): void {
    if (this.#isJumping || this.#first() === undefined) return;
    this.#isJumping = true;
    this.#afterTwoHops(() => {
      this.#jump();
    });
  }

  /** What a message or a timer of the host began in the first may queue something itself. */
  #afterTwoHops(callback: () => void): void {
    this.#real.hop(() => {
      this.#real.hop(callback);
    });
  }

  #jump(): void {
    this.#isJumping = false;
    const first = this.#first();
    if (first === undefined) return;
    this.#alarms.shift();
    this.#seconds = Math.max(this.#seconds, first.when);
    try {
      first.ring();
    } finally {
      this.#jumpSoon(); // a callback that throws stops no other, as with the host's own timers
    }
  }
}
