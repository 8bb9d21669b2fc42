/** The horizontal axis: where each event stands, and which event stands at a place. */
import type { Columns } from './columns.js';
import { firstOf } from './search.js';
import type { Trace } from './trace.js';

/** By step: each is equally wide. By time: as far apart as they happened. */
export type AxisKind = 'step' | 'time';

/** One of the two axes of a trace, in columns or in seconds. */
export interface TimeLine {
  readonly kind: AxisKind;
  /** Where it ends; it begins at 0. */
  readonly end: number;
  /** Where the event with this index stands. */
  at(index: number): number;
  /** The index of the last event that stands at `x` or left of it; -1 if none does. */
  indexAt(x: number): number;
}

/** The axis of steps. */
export function stepLine(columns: Columns): TimeLine {
  return {
    kind: 'step',
    end: Math.max(1, columns.count),
    at: (index) => columns.at(index),
    indexAt: (x) => columns.indexAt(x),
  };
}

/** The axis of time. */
export function timeLine(trace: Trace): TimeLine {
  const end = trace.at(-1)?.time ?? 0;
  return {
    kind: 'time',
    end: end > 0 ? end : 1,
    at: (index) => trace[index]?.time ?? end,
    indexAt: (x) => firstOf(trace.length, (index) => trace[index]!.time > x) - 1,
  };
}

/** The place of a position: that of the last event that has happened. */
export function placeOf(line: TimeLine, position: number): number {
  return position === 0 ? 0 : line.at(position - 1);
}
