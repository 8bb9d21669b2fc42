/** docs/performance.md: between its marks stands what is made of the reports in docs/performance/. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Case } from './case.js';
import { drawCharts } from './charts.js';
import { readReport, type Report } from './report.js';
import type { Result } from './runner.js';
import { markdown } from './table.js';

const BEGIN = '<!-- results -->';
const END = '<!-- /results -->';

/**
 * Writes the page and its charts anew.
 *
 * @param docs - the folder that holds `performance.md` and `performance/`
 * @returns the files that were written
 */
export async function writePage(docs: string, cases: readonly Case[]): Promise<string[]> {
  const folder = join(docs, 'performance');
  mkdirSync(folder, { recursive: true });
  const reports = reportsIn(folder);
  const written: string[] = [];
  const write = (path: string, text: string): void => {
    writeFileSync(path, text);
    written.push(path);
  };
  const charts = await drawCharts(firstOfEach(reports), cases);
  for (const [name, svg] of charts) write(join(folder, `${name}.svg`), svg);
  const page = join(docs, 'performance.md');
  write(page, fill(readFileSync(page, 'utf8'), generated(reports, cases, [...charts.keys()])));
  return written;
}

/** The page with the generated part in its place. */
export function fill(page: string, part: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new RangeError(`the page has no place for results: ${BEGIN} … ${END}`);
  return `${page.slice(0, begin)}${BEGIN}\n\n${part}\n${page.slice(end)}`;
}

/** By the names of their files, in which the first one comes first. */
export function reportsIn(folder: string): Report[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => readReport(join(folder, name)));
}

/** What stands between the marks. */
export function generated(
  reports: readonly Report[],
  cases: readonly Case[],
  charts: readonly string[],
): string {
  return [
    '## What each case does',
    '',
    ...cases.map(({ name, what }) => `- **${name}**: ${what}`),
    '',
    ...reports.flatMap((report) => [`## ${titleOf(report)}`, '', markdown(report)]),
    '## Charts',
    '',
    ...charts.map((name) => `![${name}: cost against size](performance/${name}.svg)\n`),
  ].join('\n');
}

function titleOf({ machine, versions, rounds }: Report): string {
  const others = Object.keys(versions).filter((name) => name !== 'ours');
  return `Beside ${others.join(', ')}: Node ${machine.node}, ${rounds} rounds`;
}

/** All results, each subject's of each case from the first report that has it: two runs are not mixed in a line. */
export function firstOfEach(reports: readonly Report[]): Result[] {
  const seen = new Map<string, Report>();
  return reports.flatMap((report) =>
    report.results.filter(({ name, subject }) => {
      const key = `${name}\0${subject}`;
      if (!seen.has(key)) seen.set(key, report);
      return seen.get(key) === report;
    }),
  );
}
