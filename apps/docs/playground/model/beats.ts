/** The positions where a reader stops who steps through a trace: a step or a callback has begun, or has ended. */
import { firstAbove } from './search.js';
import type { TraceEvent } from './trace.js';

const BEATS: ReadonlySet<TraceEvent['type']> = new Set([
  'stepBegan',
  'stepEnded',
  'callbackBegan',
  'callbackEnded',
]);

/** The beats of a growing trace. */
export class Beats {
  readonly #positions: number[] = [];
  #length = 0;

  get count(): number {
    return this.#positions.length;
  }

  /** Takes in the next event. */
  push(event: TraceEvent): void {
    this.#length++;
    if (BEATS.has(event.type)) this.#positions.push(this.#length);
  }

  /** The first beat after `position`; the end of the trace if there is none. */
  after(position: number): number {
    return this.#positions[firstAbove(this.#positions, position)] ?? this.#length;
  }

  /** The last beat before `position`; 0 if there is none. */
  before(position: number): number {
    return this.#positions[firstAbove(this.#positions, position - 1) - 1] ?? 0;
  }
}
