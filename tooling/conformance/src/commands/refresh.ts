/** `refresh`: writes the fixtures' traces anew, with the oracles. */
import { writeFileSync } from 'node:fs';

import { isSame } from '../compare.js';
import { ORACLE, ORDERED_ORACLE, ORDERED_TRACES, PROGRAMS, TRACES } from '../fixtures.js';
import { type Program, readLines, type Trace } from '../program.js';
import { askOracle, findPython, NO_PYTHON } from '../python.js';

export function refresh(): void {
  const python = findPython();
  if (python === undefined) {
    console.log(`skipped: ${NO_PYTHON}`);
    return;
  }
  const programs = readLines<Program>(PROGRAMS);
  const before = new Map(readLines<Trace>(TRACES).map((trace) => [trace.name, trace]));
  const ordered = askOracle(python, [ORDERED_ORACLE], programs);
  const reversed = askOracle(python, [ORDERED_ORACLE, 'reversed'], programs);
  const open = ordered.filter(({ trace }, i) => !isSame(trace, reversed[i]!.trace)); // one trace a program
  const openNames = new Set(open.map(({ name }) => name));
  // What CPython prints for an open program differs from run to run: what was there is as good as any other.
  const traces = askOracle(python, [ORACLE], programs).map((trace) => {
    return (openNames.has(trace.name) ? before.get(trace.name) : undefined) ?? trace;
  });
  write(TRACES, traces);
  write(ORDERED_TRACES, open);
  const changed = traces.filter(({ name, trace }) => !isSame(trace, before.get(name)?.trace ?? []));
  console.log(`CPython ${python.version}: ${traces.length} traces written, ${changed.length} of them new`);
  console.log(`open in CPython: ${[...openNames].join(', ') || 'none'}`);
}

function write(path: string, traces: readonly Trace[]): void {
  writeFileSync(path, traces.map((trace) => `${JSON.stringify(trace)}\n`).join(''));
}
