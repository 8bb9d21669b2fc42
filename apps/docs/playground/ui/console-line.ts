/** The console's lines: which there are, and the places of the program that they name. */
import { firstOf } from '../model/search.js';
import type { TraceEvent } from '../model/trace.js';
import { fileName, type Place } from '../runtime/place.js';

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
  readonly place?: Place;
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
  return lines.slice(
    0,
    firstOf(lines.length, (index) => lines[index]!.position > position),
  );
}

/** More would make the page slow, and nobody reads them. */
const MOST_LINES = 1000;
const MOST_CHARACTERS = 200_000;

/** The last of `lines`, as many as a page can stand. */
export function lastOf(lines: readonly ConsoleLine[]): readonly ConsoleLine[] {
  let characters = 0;
  let first = lines.length;
  while (first > 0 && lines.length - first < MOST_LINES && characters < MOST_CHARACTERS)
    characters += lines[--first]!.text.length;
  return lines.slice(first);
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
