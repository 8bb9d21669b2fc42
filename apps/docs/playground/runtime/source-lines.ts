/** From the places that a host names in its stack traces to those in the program as it was written. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

import { fileName, type Place } from './place.js';

/** What the compiled program is called: no other file may have this name. */
export const compiledName = 'compiled-program.js';

/** `new AsyncFunction` puts its parameters above the body, in two lines. */
const LINES_ABOVE = 2;

/** `    at main (compiled-program.js:12:5)` in V8, `main@compiled-program.js:12:5` elsewhere. */
const FRAME = new RegExp(`${compiledName.replace('.', '\\.')}:(\\d+):(\\d+)`);

/** A line of a stack trace; `inspect` may have put a brace behind it, which opens the fields of an error. */
const ANY_FRAME =
  /^\s+at .*(?::\d+:\d+\)?|<anonymous>\)?|\((?:index \d+|native)\))(?: \{)?$|^[^\s@]*@\S*:\d+:\d+(?: \{)?$/;

/** What `inspect` writes for frames that an error shares with its cause, or that stand above already. */
const SHARED_FRAMES = /^\s+\.\.\. (?:collapsed )?\d+ (?:duplicate )?lines matching .* \.\.\.(?: \{)?$/;

/** A place that a line names which is no frame: of a coroutine that nobody awaits, in the words of the packages. */
const NAMED_PLACE = new RegExp(`at (?:async )?(\\S+) \\(${FRAME.source}\\)|${FRAME.source}`, 'g');

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
    const lines: string[] = [];
    for (const line of text.split('\n')) {
      const rewritten = this.#rewriteLine(line);
      if (rewritten !== undefined) lines.push(rewritten);
      else if (line.endsWith(' {') && lines.length > 0) lines.push(`${lines.pop()!} {`);
    }
    return lines.join('\n');
  }

  /** `undefined`: it is none of the program's. */
  #rewriteLine(line: string): string | undefined {
    if (SHARED_FRAMES.test(line)) return undefined;
    const frame = FRAME.exec(line);
    if (frame === null) return ANY_FRAME.test(line) ? undefined : line;
    if (!ANY_FRAME.test(line)) return this.#rewritePlaces(line);
    const where = this.#nameOf(frame[1]!, frame[2]!);
    const name = /^\s*(?:at )?(?:async )?([^\s(@]+)(?: \(|@)/.exec(line)?.[1];
    const indent = /^\s*/.exec(line)![0] || '    ';
    const end = line.endsWith(' {') ? ' {' : '';
    return (isNamed(name) ? `${indent}at ${name} (${where})` : `${indent}at ${where}`) + end;
  }

  #rewritePlaces(line: string): string {
    return line.replace(NAMED_PLACE, (_, name: string | undefined, ...places: (string | undefined)[]) => {
      const [row, column] = places.filter((place) => place !== undefined);
      const where = this.#nameOf(row!, column!);
      if (name === undefined) return where;
      return isNamed(name) ? `at ${name} (${where})` : `at ${where}`;
    });
  }

  #nameOf(row: string, column: string): string {
    const place = this.#placeOf(Number(row), Number(column));
    return place === undefined ? fileName : `${fileName}:${place.line}:${place.column}`;
  }

  #placeOf(line: number, column: number): Place | undefined {
    const found = originalPositionFor(this.#map, { line: line - LINES_ABOVE, column: column - 1 });
    return found.line === null ? undefined : { line: found.line, column: found.column + 1 };
  }
}

/** Is it the name of a function of the program? */
function isNamed(name: string | undefined): name is string {
  return name !== undefined && name !== 'eval' && !name.includes(compiledName);
}
