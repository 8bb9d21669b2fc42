/** `parity`: the board of CPython's tests and names. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { readFixtures } from '../fixtures.js';
import { absent } from '../parity/absent.js';
import { explainMissing, makeBoard, missingIn, problemsOf, type Row } from '../parity/board.js';
import { NOT_YET, PORTED, readCensus } from '../parity/census.js';
import { differs } from '../parity/differs.js';
import { compareNames, type NameLine, nameProblems } from '../parity/names.js';
import { type MutationScore, renderPage } from '../parity/page.js';
import {
  brokenFiles,
  exhaustiveTests,
  readReport,
  type Report,
  runTests,
  verdictsOf,
} from '../parity/verdicts.js';

/** How `parity` is called. */
export interface ParityOptions {
  /** Print JSON instead of a table. */
  readonly json: boolean;
  /** Write the page. */
  readonly write: boolean;
  /** A report of Vitest to count, instead of running the tests. */
  readonly report: string | undefined;
}

const PAGE = fileURLToPath(new URL('../../../../docs/conformance.md', import.meta.url));
const SCORES = fileURLToPath(new URL('../../../mutation/scores.json', import.meta.url));
const SHOWN = 20;

/** Prints the board. @returns is nothing missing, and the page as it should be? */
export function parity({ json, write, report: path }: ParityOptions): boolean {
  const report = path === undefined ? runTests() : readReport(path);
  const verdicts = verdictsOf(report);
  const census = readCensus();
  const rows = makeBoard(census, verdicts, { absent, differs });
  const names = compareNames();
  const problems = [
    ...brokenFiles(report),
    ...problemsOf(census, verdicts, { absent, differs }),
    ...nameProblems(names),
    ...exhaustiveTests(report)
      .filter(({ verdict }) => verdict !== 'passed')
      .map(({ title, verdict }) => `${title}: ${verdict}`),
  ];
  const isSound = problems.length === 0 && missingIn(ported(rows)).length === 0;
  // A page with holes is not written: next time, nobody would see that something was there.
  if (isSound) problems.push(...keepPage(pageOf(rows, names, report), write));

  if (json) console.log(toJson(rows, names, problems));
  else console.log(toText(rows, names, problems));
  return isSound && problems.length === 0;
}

function pageOf(rows: readonly Row[], names: readonly NameLine[], report: Report): string {
  const fixtures = readFixtures();
  return renderPage({
    rows,
    names,
    exhaustive: exhaustiveTests(report)
      .map(({ title }) => title)
      .sort(), // the runner's order changes from run to run
    programs: fixtures.length,
    open: fixtures.filter(({ isOpen }) => isOpen).length,
    mutation: JSON.parse(readFileSync(SCORES, 'utf8')) as Readonly<Record<string, MutationScore>>,
  });
}

/** Writes the page, or tells if it is not what it should be. */
function keepPage(page: string, write: boolean): string[] {
  if (write) writeFileSync(PAGE, page);
  const isThere = existsSync(PAGE) && readFileSync(PAGE, 'utf8') === page;
  return isThere ? [] : ['docs/conformance.md is out of date: run pnpm parity --write'];
}

function ported(rows: readonly Row[]): Row[] {
  return rows.filter((row) => (PORTED as readonly string[]).includes(row.package));
}

function toJson(rows: readonly Row[], names: readonly NameLine[], problems: readonly string[]): string {
  const packages = Object.fromEntries(
    rows.map(({ package: name, passing, adapted, excused, missing }) => [
      name,
      { passing, adapted, excused, missing },
    ]),
  );
  const absent = names.filter(({ ours }) => ours === undefined);
  const counts = {
    exported: names.length - absent.length,
    excused: absent.filter(({ reason }) => reason !== undefined).length,
    missing: absent.filter(({ reason }) => reason === undefined).length,
  };
  return JSON.stringify({ packages, missing: missingIn(rows), names: counts, problems }, null, 2);
}

function toText(rows: readonly Row[], names: readonly NameLine[], problems: readonly string[]): string {
  const head = ['', 'passing', 'adapted', 'absent', 'missing'];
  const cells = rows.map((row) => [row.package, row.passing, row.adapted, row.excused, row.missing]);
  const table = [head, ...cells].map(([name, ...numbers]) =>
    [String(name).padEnd(12), ...numbers.map((number) => String(number).padStart(8))].join(''),
  );
  return [
    ...table,
    '',
    '“adapted” is part of “passing”: the same fact in JavaScript’s terms.',
    `Public names: ${names.filter(({ ours }) => ours !== undefined).length} of ${names.length}; the others are absent for a reason each.`,
    `Not yet ported: ${NOT_YET.join(', ')}. All missing ids: --json.`,
    ...firstOf('Missing', explainMissing(ported(rows))),
    ...firstOf('Problems', problems),
  ].join('\n');
}

function firstOf(what: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const left = lines.length - SHOWN;
  return [
    '',
    `${what}:`,
    ...lines.slice(0, SHOWN).map((line) => `  ${line}`),
    ...(left > 0 ? [`  and ${left} more`] : []),
  ];
}
