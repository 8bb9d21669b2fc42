/** The table: a row for each case and its params, a column for each subject. */
import type { Report } from './report.js';
import { type Missing, type Result, show } from './runner.js';

/** A report as text for a terminal. */
export function table(report: Report): string {
  const rows = rowsOf(report);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', ...notes(report), ''].join('\n');
}

/** The same as Markdown. */
export function markdown(report: Report): string {
  const [head, ...rows] = rowsOf(report);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head!.map((_, column) => (column < 2 ? '---' : '---:')); // there is always a head
  const list = notes(report).map((note) => `- ${note}`);
  return [line(head!), line(rule), ...rows.map(line), '', ...list, ''].join('\n');
}

/** A head and a row for each contest. All rows are of one length. */
function rowsOf({ results, versions }: Report): string[][] {
  const subjects = Object.keys(versions).filter((name) => results.some(({ subject }) => subject === name));
  const contests = new Map<string, Map<string, Result>>();
  for (const result of results) {
    const key = `${result.name}\0${show(result.params)}`;
    const contest = contests.get(key) ?? new Map<string, Result>();
    contests.set(key, contest.set(result.subject, result));
  }
  return [
    ['case', 'params', 'unit', ...subjects],
    ...[...contests].map(([key, contest]) => [
      ...key.split('\0'),
      [...contest.values()][0]!.unit, // a contest has at least one result
      ...subjects.map((subject) => cell(contest.get(subject), contest.get('ours'))),
    ]),
  ];
}

/** `84 (0.52×)`: their median, and ours in theirs. Of our own, the range instead. */
function cell(result: Result | undefined, ours: Result | undefined): string {
  if (result === undefined) return '–';
  const { median, min, max, subject } = result;
  if (subject === 'ours') return `${rounded(median)} [${rounded(min)}–${rounded(max)}]`;
  const ratio = ours?.ratio[subject];
  return ratio === undefined ? rounded(median) : `${rounded(median)} (${ratio.toFixed(2)}×)`;
}

function rounded(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(2);
}

function notes({ machine, versions, notInstalled, rounds, absent, failed }: Report): string[] {
  const list = (values: Readonly<Record<string, string>>): string =>
    Object.entries(values)
      .map(([name, text]) => `${name} ${text}`)
      .join(', ');
  const why = ({ name, params, subject, reason }: Missing): string =>
    `${subject}, ${name} ${show(params)}: ${reason.trim()}`;
  return [
    `Medians of ${rounds} rounds, a fresh process each. (0.50×): ours took half of what they took; [least–most] of ours.`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.system}`,
    `Versions: ${list(versions)}`,
    ...Object.entries(notInstalled).map(([name, reason]) => `Absent: ${name}: ${reason}`),
    ...absent.map((missing) => `Absent: ${why(missing)}`),
    ...failed.map((missing) => `FAILED: ${why(missing)}`),
  ];
}
