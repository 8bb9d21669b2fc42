/** The board as a page: docs/conformance.md, which is written by this and by nobody else. */
import type { Line, Row } from './board.js';
import type { NameLine } from './names.js';

/** What the page shows. */
export interface PageFacts {
  readonly rows: readonly Row[];
  readonly names: readonly NameLine[];
  /** Titles of the tests that go through every schedule; each says how many there are. */
  readonly exhaustive: readonly string[];
  /** How many trace programs there are, and in how many CPython leaves the order open. */
  readonly programs: number;
  readonly open: number;
  /** What the last runs of `pnpm mutate` found, by file. */
  readonly mutation: Readonly<Record<string, MutationScore>>;
}

/** Changes of the sources: noticed by a test, excused for a reason, or neither. */
export interface MutationScore {
  readonly caught: number;
  readonly excused: number;
  readonly survived: number;
}

/** The whole page. */
export function renderPage({ rows, names, exhaustive, programs, open, mutation }: PageFacts): string {
  return [
    '# Conformance',
    '',
    '<!-- Written by `pnpm parity --write`. Changes by hand are lost. -->',
    '',
    'How far asyncio-ts is asyncio, line by line. The numbers come from the report of the last test run: a test counts',
    'when it ran and passed. `npm test` fails when this page is out of date, or when one of CPython’s tests is missing.',
    '',
    '## CPython’s own tests',
    '',
    'Each test of CPython 3.13.0 that says something about contextvars, the loop, tasks, combinators, groups, timeouts,',
    'sync primitives, queues or signals is written afresh here, and carries the id of the original in its title. *Adapted*',
    'ones pin the same fact down in JavaScript’s terms; *absent* ones pin nothing down that could hold here; *not for us*',
    'are details of CPython. Streams, subprocesses and threads are not ported yet, and so are their tests; CPython’s tests',
    'of its selectors, proactors, of TLS and of Windows are not listed. Those of async generators are ported in',
    '`packages/iterators`, without ids: CPython counts them as tests of the language.',
    '',
    ...boardTable(rows),
    '',
    '### Absent, and why',
    '',
    ...notesTable(rows.flatMap(({ lines }) => lines.filter(({ standing }) => standing === 'excused'))),
    '',
    '## Traces',
    '',
    `${thousands(programs)} small programs over all of asyncio’s operations were run on CPython 3.13, in virtual time; ours print the same`,
    `lines at the same times, in the same order. In ${open} of them CPython takes futures from a set, so that its own order`,
    'changes from run to run; there, ours is first come, first served. `pnpm conformance check` compares them,',
    '`pnpm conformance fuzz` makes random ones and runs both.',
    '',
    '## Every schedule of small programs',
    '',
    'Three tasks on one primitive: in which order they go on, who is cancelled where, when time passes, all of it tried. Each',
    'task may be cancelled once, wherever it can be, or, where the line says so, one of them. What holds in each schedule:',
    '',
    ...exhaustive.map((title) => `- ${escape(title)}`),
    '',
    '## Are the tests any good?',
    '',
    'The sources were changed in small ways, one at a time: a condition turned round, a call left out, a text emptied. A',
    'change that no test notices needs a test, or an excuse that says why nobody could notice. By the last',
    '`pnpm mutate`, which takes too long for `npm test`:',
    '',
    ...mutationTable(mutation),
    '',
    '## Names',
    '',
    ...namesSection(names),
    '',
    '## Line by line',
    '',
    ...rows.filter(({ passing }) => passing > 0).flatMap(lineByLine),
    ...notForUs(rows),
  ].join('\n');
}

function boardTable(rows: readonly Row[]): string[] {
  const total = (key: 'passing' | 'adapted' | 'excused' | 'missing'): number =>
    rows.reduce((sum, row) => sum + row[key], 0);
  const countNotForUs = (row: Row): number =>
    row.lines.filter(({ standing }) => standing === 'not for us').length;
  return [
    '| package | passing | of these adapted | absent | not yet ported | not for us |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(
      (row) =>
        `| ${row.package} | ${row.passing} | ${row.adapted} | ${row.excused} | ${row.missing} | ${countNotForUs(row)} |`,
    ),
    `| **all** | ${total('passing')} | ${total('adapted')} | ${total('excused')} | ${total('missing')} | ${rows.reduce((sum, row) => sum + countNotForUs(row), 0)} |`,
  ];
}

function notesTable(lines: readonly Line[]): string[] {
  if (lines.length === 0) return ['None.'];
  return [
    '| test | what it pins down | why it is absent |',
    '| --- | --- | --- |',
    ...lines.map(({ id, behaviour, note }) => `| ${short(id)} | ${escape(behaviour)} | ${escape(note)} |`),
  ];
}

function mutationTable(mutation: PageFacts['mutation']): string[] {
  const all = Object.entries(mutation).map(([path, score]) => ({ ...score, folder: path.split('/')[1]! }));
  const folders = [...new Set(all.map(({ folder }) => folder))];
  const rows = folders.map((name) => {
    const files = all.filter(({ folder }) => folder === name);
    const sum = (key: keyof MutationScore): number => files.reduce((total, score) => total + score[key], 0);
    const [caught, excused, survived] = [sum('caught'), sum('excused'), sum('survived')];
    const share = ((100 * caught) / (caught + excused + survived)).toFixed(1);
    return `| ${name} | ${caught} | ${excused} | ${survived} | ${share} % |`;
  });
  return [
    '| package | changes noticed | excused | not noticed | noticed |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
  ];
}

function namesSection(names: readonly NameLine[]): string[] {
  const exported = names.filter(({ ours }) => ours !== undefined);
  const absent = names.filter(({ ours }) => ours === undefined);
  const sameModule = (line: NameLine): string => `${line.module}.${line.python}`;
  return [
    `Of the ${names.length} public names of asyncio and contextvars in CPython 3.14, ${exported.length} are exported by the umbrella,`,
    `${absent.length} are not.`,
    '',
    '| Python | here |',
    '| --- | --- |',
    ...exported.map((line) => `| ${sameModule(line)} | ${line.ours!} |`),
    '',
    '| Python | why it is absent |',
    '| --- | --- |',
    ...absent.map((line) => `| ${escape(sameModule(line))} | ${line.reason ?? ''} |`),
  ];
}

/** A package's tests, folded: there are many. */
function lineByLine({ package: name, lines, passing }: Row): string[] {
  const passed = lines.filter(({ standing }) => standing === 'passing');
  return [
    '<details>',
    `<summary>${name}: ${passing} tests of CPython that pass here</summary>`,
    '',
    '| test | what it pins down | what differs in ours, or why it is put differently |',
    '| --- | --- | --- |',
    ...passed.map(({ id, behaviour, note }) => `| ${short(id)} | ${escape(behaviour)} | ${escape(note)} |`),
    '',
    '</details>',
    '',
  ];
}

/** What is a detail of CPython, and why; folded, too. */
function notForUs(rows: readonly Row[]): string[] {
  const lines = rows.flatMap((row) => row.lines.filter(({ standing }) => standing === 'not for us'));
  return [
    '<details>',
    `<summary>not for us: ${lines.length} tests of CPython’s own details</summary>`,
    '',
    '| test | what it pins down | why it is not for us |',
    '| --- | --- | --- |',
    ...lines.map(({ id, behaviour, note }) => `| ${short(id)} | ${escape(behaviour)} | ${escape(note)} |`),
    '',
    '</details>',
    '',
  ];
}

/** The id, so that a browser may break the line. */
function short(id: string): string {
  return escape(id.replaceAll('.', '.<wbr>'), false);
}

/** What Markdown would take for its own. */
function escape(text: string, angles = true): string {
  const plain = text.replace(/[|*_\\`[\]]/g, String.raw`\$&`);
  return angles ? plain.replaceAll('<', '&lt;') : plain;
}

function thousands(number: number): string {
  return number.toLocaleString('en-US');
}
