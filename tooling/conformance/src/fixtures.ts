/** The programs that are kept here, and what CPython printed for them. */
import { fileURLToPath } from 'node:url';

import { type Program, readLines, type Trace } from './program.js';

const pathOf = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

export const ORACLE: string = pathOf('oracle.py');
export const ORDERED_ORACLE: string = pathOf('ordered_oracle.py');
export const PROGRAMS: string = pathOf('programs.jsonl');
export const TRACES: string = pathOf('traces.jsonl');
/**
 * The traces of programs that CPython leaves open, by the ordered oracle: there CPython's order is that of addresses in
 * memory, and ours is first given, first served.
 */
export const ORDERED_TRACES: string = pathOf('ordered-traces.jsonl');

/** A program, and what must be printed for it. */
export interface Fixture {
  readonly program: Program;
  readonly expected: readonly string[];
  /** Does CPython leave open what it prints? */
  readonly isOpen: boolean;
}

/** All of them, in the order of the files. */
export function readFixtures(): Fixture[] {
  const traces = readLines<Trace>(TRACES);
  const ordered = new Map(readLines<Trace>(ORDERED_TRACES).map(({ name, trace }) => [name, trace]));
  return readLines<Program>(PROGRAMS).map((program, i) => {
    const { name, trace } = traces[i] ?? { name: 'nothing', trace: [] };
    if (name !== program.name) {
      throw new RangeError(
        `traces.jsonl has ${name} where programs.jsonl has ${program.name}; run pnpm conformance refresh`,
      );
    }
    return { program, expected: ordered.get(name) ?? trace, isOpen: ordered.has(name) };
  });
}
