/** The console's lines: which there are, and the places of the program that they name. */
import type { TraceEvent } from '../model/trace.js';
import { fileName } from '../runtime/compile.js';

export interface ConsoleLine {
  /** So many events have happened when it has been printed. */
  readonly position: number;
  readonly time: number;
  readonly stream: 'out' | 'error';
  readonly text: string;
}

/** A part of a line: `place` if it names one. */
export interface Piece {
  readonly text: string;
  readonly place?: { readonly line: number; readonly column: number };
}

/** The lines among `events`, of which `before` others came first. */
export function linesOf(events: readonly TraceEvent[], before: number): ConsoleLine[] {
  return events.flatMap((event, index) => {
    if (event.type !== 'printed') return [];
    const { time, stream, text } = event;
    return [{ position: before + index + 1, time, stream, text }];
  });
}

/** Those of `lines` that have been printed when `position` events have happened. */
export function linesUntil(lines: readonly ConsoleLine[], position: number): readonly ConsoleLine[] {
  const last = lines.at(-1);
  if (last === undefined || last.position <= position) return lines;
  let from = 0;
  let to = lines.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (lines[middle]!.position <= position) from = middle + 1;
    else to = middle;
  }
  return lines.slice(0, from);
}

const PLACE = new RegExp(`(${fileName.replace('.', '\\.')}:\\d+:\\d+)`);

/** `text` cut where it names places of the program. */
export function piecesOf(text: string): readonly Piece[] {
  return text
    .split(PLACE)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (!PLACE.test(piece)) return { text: piece };
      const [, line, column] = piece.split(':');
      return { text: piece, place: { line: Number(line), column: Number(column) } };
    });
}
