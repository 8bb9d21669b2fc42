/** Everything that one drawing of the time line depends on. */
import type { ScaleLinear } from 'd3-scale';

import type { Recording } from '../model/recording.js';
import type { Row } from '../model/task-tree.js';
import type { TimeLine } from '../model/time-line.js';
import type { Id } from '../model/trace.js';
import type { Palette } from './palette.js';

/** Heights, in pixels of CSS. */
export interface Measures {
  /** The axis. */
  readonly axis: number;
  /** The axis and the strip of callbacks, above the lanes. */
  readonly head: number;
  readonly row: number;
}

export const MEASURES: Measures = { axis: 22, head: 42, row: 24 };
export const COMPACT_MEASURES: Measures = { axis: 20, head: 36, row: 21 };

/** What is to be drawn. */
export interface Scene {
  readonly record: Recording;
  readonly line: TimeLine;
  /** From places on the line to pixels. */
  readonly scale: ScaleLinear<number, number>;
  /** The same as numbers, for where it is asked thousands of times: the pixel of 0, and the pixels of 1. */
  readonly origin: number;
  readonly unit: number;
  readonly rows: readonly Row[];
  /** The row that stands for a task, itself or one above it that is folded. */
  readonly rowOf: (task: Id) => number;
  readonly position: number;
  /** Does it stay at the end of a trace that may still grow? */
  readonly isLive: boolean;
  readonly width: number;
  readonly height: number;
  /** How far the lanes are scrolled down. */
  readonly scrolled: number;
  readonly measures: Measures;
  readonly hovered: Id | undefined;
  readonly selected: Id | undefined;
  readonly palette: Palette;
}

/** Where the event with this index stands, in pixels. */
export function pixelOf({ origin, unit, line }: Scene, index: number): number {
  return origin + line.at(index) * unit;
}

/** The middle of a row, in pixels from the top of the canvas. */
export function middleOf({ measures, scrolled }: Scene, row: number): number {
  return measures.head + row * measures.row + measures.row / 2 - scrolled;
}

/** The index of the event that a pixel shows. */
export function indexAtPixel({ origin, unit, line }: Scene, pixel: number): number {
  return line.indexAt((pixel - origin) / unit);
}

/** The indexes of the first and the last event in sight, or one beyond. */
export function indexesInSight(scene: Scene): readonly [number, number] {
  return [Math.max(0, indexAtPixel(scene, -1)), indexAtPixel(scene, scene.width + 1) + 1];
}

/** How wide a step is; on the axis of time as wide as it is on average. */
export function stepWidth({ record, scale, line }: Scene): number {
  const pixels = scale(line.end) - scale(0);
  return pixels / Math.max(1, record.columns.count);
}
