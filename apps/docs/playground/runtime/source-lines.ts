/** From the places that a host names in its stack traces to those in the program as it was written. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

import { fileName, type Place } from './place.js';

/** What the compiled program is called: no other file may have this name. */
export const compiledName = 'compiled-program.js';

/** `new AsyncFunction` puts its parameters above the body, in two lines. */
const LINES_ABOVE = 2;

/** `    at main (compiled-program.js:12:5)` in V8, `main@compiled-program.js:12:5` elsewhere. */
const FRAME = new RegExp(`${compiledName.replace('.', '\\.')}:(\\d+):(\\d+)`);

/** A line of a stack trace. */
const ANY_FRAME = /^\s+at .*[:)\w>]$|^[^\s@]*@\S*:\d+:\d+$/;

/** The lines of one program. */
export class SourceLines {
  readonly #map: TraceMap;

  /** @param map - the program's source map, as JSON */
  constructor(map: string) {
    this.#map = new TraceMap(map);
  }

  /** The innermost place of the program in a stack trace. */
  placeIn(stack: string): Place | undefined {
    const frame = FRAME.exec(stack);
    return frame === null ? undefined : this.#placeOf(Number(frame[1]), Number(frame[2]));
  }

  /** The place of the program that has called the one who took this stack trace: not one that awaits it. */
  callerIn(stack: string): Place | undefined {
    return this.placeIn(stack.replace(/^\s+at async .*$/gm, ''));
  }

  /** `text` with the stack traces in it as the program's author knows it: without those frames that are ours. */
  rewrite(text: string): string {
    if (!text.includes('\n')) return text;
    const lines = text.split('\n').map((line) => this.#rewriteLine(line));
    return lines.filter((line) => line !== undefined).join('\n');
  }

  #rewriteLine(line: string): string | undefined {
    const frame = FRAME.exec(line);
    if (frame === null) return ANY_FRAME.test(line) ? endOf(line) : line;
    const place = this.#placeOf(Number(frame[1]), Number(frame[2]));
    const where = place === undefined ? fileName : `${fileName}:${place.line}:${place.column}`;
    const name = /^\s*(?:at )?(?:async )?([^\s(@]+)(?: \(|@)/.exec(line)?.[1];
    const indent = /^\s*/.exec(line)![0] || '    ';
    const isNamed = name !== undefined && name !== 'eval' && !name.includes(compiledName);
    return (isNamed ? `${indent}at ${name} (${where})` : `${indent}at ${where}`) + (endOf(line) ?? '');
  }

  #placeOf(line: number, column: number): Place | undefined {
    const found = originalPositionFor(this.#map, { line: line - LINES_ABOVE, column: column - 1 });
    return found.line === null ? undefined : { line: found.line, column: found.column + 1 };
  }
}

/** What `inspect` has put behind the last frame: the brace that opens the fields of an error. */
function endOf(line: string): string | undefined {
  return line.endsWith(' {') ? ' {' : undefined;
}
