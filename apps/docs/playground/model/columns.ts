/**
 * Where events stand on a time line of steps. Each step of a task, and each callback, is one column; what happens inside
 * stands inside; what happens between two columns (a turn begins, a timer fires) stands on the border.
 *
 *     | step of main | callback | step of ann |
 *     0              1          2             3
 */
import { lastUpTo } from './search.js';
import type { Id, TraceEvent } from './trace.js';

/** The free part at either side of a column. */
const MARGIN = 0.12;

/** A place where the clock is another than before. */
export interface Jump {
  /** The column that begins there. */
  readonly column: number;
  readonly time: number;
}

/** A step or a callback. */
export interface Column {
  /** The indexes of the events that begin and end it; the last one so far, while it lasts. */
  readonly begin: number;
  readonly end: number;
  /** Whose step it is, if it is no callback. */
  readonly task: Id | undefined;
}

/** The columns of a growing trace. */
export class Columns {
  /** The index of the event that begins each column, and of the one that ends it. */
  readonly #begins: number[] = [];
  readonly #ends: number[] = [];
  readonly #tasks: (Id | undefined)[] = [];
  /** For each event the column that it is in, or on whose left border it stands. */
  readonly #columnOf: number[] = [];
  readonly #isInside: boolean[] = [];
  readonly #jumpColumns: number[] = [];
  readonly #jumpTimes: number[] = [];
  /** Begun and not ended: eager steps are inside of others. */
  #depth = 0;

  /** How many there are. */
  get count(): number {
    return this.#begins.length;
  }

  /** Takes in the next event. */
  push(event: TraceEvent): void {
    const index = this.#columnOf.length;
    if (isBegin(event) && this.#depth++ === 0) this.#begin(index, event);
    const isInside = this.#depth > 0;
    const column = isInside ? this.count - 1 : this.count; // outside, the next one that begins
    this.#columnOf.push(column);
    this.#isInside.push(isInside);
    if (isInside) this.#ends[column] = index;
    if (isInside && isEnd(event)) this.#depth--;
  }

  #begin(index: number, event: TraceEvent): void {
    const { time } = event;
    if (time !== this.#jumpTimes.at(-1)) {
      this.#jumpColumns.push(this.count);
      this.#jumpTimes.push(time);
    }
    this.#begins.push(index);
    this.#tasks.push(event.type === 'stepBegan' ? event.task : undefined);
  }

  /** Where the event with this index stands, in columns from the left. */
  at(index: number): number {
    const column = this.#columnOf[index] ?? this.count;
    if (this.#isInside[index] !== true) return column;
    const begin = this.#begins[column]!;
    const length = Math.max(1, this.#ends[column]! - begin);
    return column + MARGIN + ((index - begin) / length) * (1 - 2 * MARGIN);
  }

  /** The column with this number, from 0. */
  column(number: number): Column | undefined {
    const begin = this.#begins[number];
    if (begin === undefined) return undefined;
    return { begin, end: this.#ends[number]!, task: this.#tasks[number] };
  }

  /** The number of the last column that begins at the event `index` or before; -1 if none does. */
  columnUpTo(index: number): number {
    return lastUpTo(this.#begins, index);
  }

  /** The index of the last event that stands at `x` or left of it; -1 if none does. */
  indexAt(x: number): number {
    const column = Math.floor(x);
    if (column < 0) return -1;
    if (column >= this.count) return this.#columnOf.length - 1;
    const begin = this.#begins[column]!;
    const end = this.#ends[column]!;
    const within = (x - column - MARGIN) / (1 - 2 * MARGIN);
    if (within < 0) return begin - 1;
    if (within >= 1) return end;
    return begin + Math.floor(within * (end - begin));
  }

  /** The jump of the clock with this number, from 0. */
  jump(number: number): Jump | undefined {
    const column = this.#jumpColumns[number];
    return column === undefined ? undefined : { column, time: this.#jumpTimes[number]! };
  }

  /** The number of the last jump at `x` or left of it. */
  jumpUpTo(x: number): number {
    return lastUpTo(this.#jumpColumns, x);
  }
}

function isBegin({ type }: TraceEvent): boolean {
  return type === 'stepBegan' || type === 'callbackBegan';
}

function isEnd({ type }: TraceEvent): boolean {
  return type === 'stepEnded' || type === 'callbackEnded';
}
