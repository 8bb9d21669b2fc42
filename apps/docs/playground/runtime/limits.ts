/** How much a program may do before somebody has to look. */
import type { TraceEvent } from '../model/trace.js';

export interface Limit {
  readonly events: number;
  /** Real ones; in virtual time, where nothing takes any. */
  readonly seconds: number;
}

export const defaultLimit: Limit = { events: 100_000, seconds: 10 };

/** Counts what a program does, and says when it is too much. */
export class Allowance {
  readonly #limit: Limit;
  readonly #now: () => number;
  #events = 0;
  #total = 0;
  #since: number;

  /** @param now - a clock, in seconds */
  constructor(limit: Limit, now: () => number) {
    this.#limit = limit;
    this.#now = now;
    this.#since = now();
  }

  /**
   * One more. False: it is to be dropped, for the program does not even stop where it should. Only lines of the console
   * may be: of all other events later ones follow, and without them the picture would be wrong.
   */
  count(event: TraceEvent): boolean {
    this.#total++;
    this.#events += weightOf(event);
    return this.#events <= 2 * this.#limit.events || event.type !== 'printed';
  }

  /** Why the program has to wait, if it has to. */
  exceeded(isVirtual: boolean): string | undefined {
    if (this.#events >= this.#limit.events)
      return `Paused after ${this.#total.toLocaleString('en')} events: it may be a program without an end.`;
    const { seconds } = this.#limit;
    if (isVirtual && this.#now() - this.#since >= seconds)
      return `Paused after ${seconds} seconds at work: it may be a program without an end.`;
    return undefined;
  }

  /** As much again. */
  renew(): void {
    this.#events = 0;
    this.#since = this.#now();
  }
}

/** How many characters of a line count as another event. */
const CHARACTERS = 100;

function weightOf(event: TraceEvent): number {
  return event.type === 'printed' ? 1 + Math.floor(event.text.length / CHARACTERS) : 1;
}
