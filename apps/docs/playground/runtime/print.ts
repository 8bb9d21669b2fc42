/** A program's own `console`. */
import { format, inspect } from 'node-inspect-extracted';

export type Print = (stream: 'out' | 'error', text: string) => void;

/** The methods of a console that prints by `print`, formatted as Node does where no terminal is. */
export function consoleOn(print: Print): Partial<Console> {
  let indentation = '';
  const printer =
    (stream: 'out' | 'error') =>
    (...things: unknown[]): void => {
      print(stream, format(...things).replace(/^/gm, indentation));
    };
  const out = printer('out');
  const error = printer('error');
  return {
    log: out,
    info: out,
    debug: out,
    warn: error,
    error,
    trace: error,
    dir: (thing: unknown, options?: object) => {
      out(inspect(thing, options));
    },
    assert: (holds?: boolean, ...things: unknown[]) => {
      if (holds !== true) error('Assertion failed', ...things);
    },
    group: (...label: unknown[]) => {
      if (label.length > 0) out(...label);
      indentation += '  ';
    },
    groupEnd: () => {
      indentation = indentation.slice(2);
    },
  };
}
