/** Outcomes as text for a terminal: a line as each comes, and a table at the end. */
import type { Outcome } from './row.js';

const MARKS = { passed: '✓', failed: '✗', absent: '–' } as const;
const TESTS = 'tests';

/** `✓ node24  v24.21.0: 1,758 tests passed, 13 files left out: they test internals`. */
export function lineOf(name: string, outcome: Outcome): string {
  const { verdict, version, complaint } = outcome;
  const head = `${MARKS[verdict]} ${name.padEnd(14)}`;
  if (verdict === 'absent') return `${head} absent: ${complaint.trim()}`;
  const text = version === '' ? 'failed' : `${version}: ${countsOf(outcome)}`;
  const indented = complaint.trim().replace(/^(?=.)/gm, '    ');
  return `${head} ${text}${indented === '' ? '' : `\n${indented}\n`}`;
}

function countsOf({ passed, failed, leftOut, unit = TESTS }: Outcome): string {
  const parts = [`${count(passed)} ${unit} passed`];
  if (failed > 0) parts.unshift(`${count(failed)} ${unit} failed`);
  for (const out of leftOut) if (out.count > 0) parts.push(`${count(out.count)} ${out.why}`);
  return parts.join(', ');
}

/** A row for each outcome, under a head. */
export function table(outcomes: ReadonlyMap<string, Outcome>): string {
  const rows = [['', 'row', 'version', 'passed', 'failed', 'counted', 'left out']];
  for (const [name, outcome] of outcomes) {
    const { verdict, version, passed, failed, leftOut, unit = TESTS, complaint } = outcome;
    const reasons = leftOut.filter((out) => out.count > 0).map((out) => `${count(out.count)} ${out.why}`);
    const last = verdict === 'absent' ? `absent: ${complaint.split('\n')[0]!}` : reasons.join('; ');
    rows.push([MARKS[verdict], name, version, count(passed), count(failed), unit, last]);
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, column, widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, column: number, width: number): string {
  const isNumber = column === 3 || column === 4;
  return isNumber ? cell.padStart(width) : cell.padEnd(width);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
