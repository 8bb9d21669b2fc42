/** A program's own `console`. */
import { format, inspect } from 'node-inspect-extracted';

import { inSeconds } from '../model/seconds.js';
import { shownOr } from './shown.js';
import { tableOf } from './table.js';

export type Print = (stream: 'out' | 'error', text: string) => void;

/**
 * The methods of a console that prints by `print`, formatted as Node does where no terminal is.
 *
 * @param now - what the time is for the program, in seconds
 * @param rewrite - makes of each text what is printed, before it is indented
 */
export function consoleOn(
  print: Print,
  now: () => number,
  rewrite: (text: string) => string,
): Partial<Console> {
  const groups = new Groups(rewrite);
  const out = groups.printer('out', print);
  const error = groups.printer('error', print);
  return {
    ...groups.methods(out),
    log: out,
    info: out,
    debug: out,
    warn: error,
    error,
    trace: error,
    dir: (thing: unknown, options?: object) => {
      out(shownOr(() => inspect(thing, options)));
    },
    table: (data: unknown, columns?: readonly string[]) => {
      out(shownOr(() => tableOf(data, columns) ?? formatted([data])));
    },
    assert: (holds?: unknown, ...things: unknown[]) => {
      if (!holds) error('Assertion failed', ...things);
    },
    ...counters(out),
    ...stopwatches(out, now),
  };
}

type Line = (...things: unknown[]) => void;

/** What is printed in a group is indented. */
class Groups {
  readonly #rewrite: (text: string) => string;
  #indentation = '';

  constructor(rewrite: (text: string) => string) {
    this.#rewrite = rewrite;
  }

  printer(stream: 'out' | 'error', print: Print): Line {
    return (...things) => {
      const text = this.#rewrite(formatted(things));
      print(stream, this.#indentation === '' ? text : text.replace(/^/gm, this.#indentation));
    };
  }

  methods(out: Line): Partial<Console> {
    const group = (...label: unknown[]): void => {
      if (label.length > 0) out(...label);
      this.#indentation += '  ';
    };
    const groupEnd = (): void => {
      this.#indentation = this.#indentation.slice(2);
    };
    return { group, groupCollapsed: group, groupEnd };
  }
}

function formatted(things: readonly unknown[]): string {
  try {
    return format(...things);
  } catch {
    // One of them throws when it is shown; the others are shown.
    return things.map((thing) => shownOr(() => format(thing))).join(' ');
  }
}

function counters(out: Line): Partial<Console> {
  const counts = new Map<string, number>();
  return {
    count: (label = 'default') => {
      const count = (counts.get(label) ?? 0) + 1;
      counts.set(label, count);
      out(`${label}: ${count}`);
    },
    countReset: (label = 'default') => {
      counts.delete(label);
    },
  };
}

/** In the program's time, which may be virtual. */
function stopwatches(out: Line, now: () => number): Partial<Console> {
  const begins = new Map<string, number>();
  const log = (label = 'default', ...things: unknown[]): void => {
    const begin = begins.get(label);
    if (begin !== undefined) out(`${label}: ${inSeconds(now() - begin)}`, ...things);
  };
  return {
    time: (label = 'default') => {
      begins.set(label, now());
    },
    timeLog: log,
    timeEnd: (label = 'default') => {
      log(label);
      begins.delete(label);
    },
  };
}
