/**
 * Where the reader is, and how he moves: a position that follows the end of the trace until he takes it into his hand.
 *
 * Played at 1×, a second of the trace takes a second. In virtual time whole conversations happen at one instant: so each
 * beat takes a little time besides, less at a higher speed.
 */
import type { Beats } from './beats.js';
import type { Trace } from './trace.js';

/** Seconds of the trace in a second; `Infinity`: everything at once. */
export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 5, 10, 25, 100, Infinity];

/** What a beat takes at 1×, in seconds. */
export const BEAT = 0.25;

/** Of the seconds between two frames no more count than these: a tab that was hidden does not rush. */
const LONGEST_FRAME = 0.25;

/** At any speed at most this, so that nobody waits for a clock that goes far. */
const LONGEST_WAIT = 4;

/** A reader of a growing trace. */
export class Player {
  readonly #trace: Trace;
  readonly #beats: Beats;
  #position = 0;
  #follows = true;
  #plays = false;
  /** Played seconds that have not led to the next beat yet. */
  #saved = 0;
  speed = 1;

  constructor(trace: Trace, beats: Beats) {
    this.#trace = trace;
    this.#beats = beats;
    this.#position = trace.length;
  }

  get position(): number {
    return this.#position;
  }

  /** Does it stay at the end, wherever that is? */
  get follows(): boolean {
    return this.#follows;
  }

  get plays(): boolean {
    return this.#plays;
  }

  get #end(): number {
    return this.#trace.length;
  }

  /** The trace has grown. */
  grow(): void {
    if (this.#follows) this.#position = this.#end;
  }

  /** The reader goes to a position. At the end, he follows it. */
  goTo(position: number): void {
    this.#plays = false;
    this.#move(position);
  }

  forward(): void {
    this.goTo(this.#beats.after(this.#position));
  }

  back(): void {
    this.goTo(this.#beats.before(this.#position));
  }

  /** By single events. */
  forwardOne(): void {
    this.goTo(this.#position + 1);
  }

  backOne(): void {
    this.goTo(this.#position - 1);
  }

  toBegin(): void {
    this.goTo(0);
  }

  toEnd(): void {
    this.goTo(this.#end);
  }

  /** Plays on; from the beginning, if it is at the end. */
  play(): void {
    if (this.#position >= this.#end) this.#move(0);
    this.#plays = this.#end > 0;
    this.#follows = false;
    this.#saved = 0;
    if (this.speed === Infinity) this.toEnd();
  }

  /** Stays where it is, even if that is the end and the trace grows. */
  pause(): void {
    this.#plays = false;
    this.#follows = false;
  }

  /** Some real seconds have passed. Returns whether the position is another now. */
  tick(seconds: number): boolean {
    if (!this.#plays) return false;
    const before = this.#position;
    this.#saved += Math.min(seconds, LONGEST_FRAME);
    while (this.#plays) {
      const next = this.#beats.after(this.#position);
      const cost = this.#cost(this.#position, next);
      if (cost > this.#saved) break;
      this.#saved -= cost;
      this.#move(next);
      if (this.#position >= this.#end) this.#plays = false;
    }
    return this.#position !== before;
  }

  #cost(from: number, to: number): number {
    const passed = this.#timeAt(to) - this.#timeAt(from);
    return Math.min(LONGEST_WAIT, (passed + BEAT) / this.speed);
  }

  #timeAt(position: number): number {
    return position === 0 ? 0 : this.#trace[position - 1]!.time;
  }

  #move(position: number): void {
    this.#position = Math.max(0, Math.min(position, this.#end));
    this.#follows = this.#position === this.#end;
  }
}
