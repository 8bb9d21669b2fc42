/** The command line: see USAGE. */
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { readCommandLine, refuseCommandLine } from '@asyncio-ts/workspace';

import { checkOut } from './against.js';
import type { Case, Params } from './case.js';
import { cases } from './cases.js';
import { CACHE, compile } from './compile.js';
import { describeMachine } from './machine.js';
import { writePage } from './page.js';
import type { Report } from './report.js';
import { measure, show } from './runner.js';
import { findSubjects } from './subjects.js';
import { table } from './table.js';

const USAGE = `pnpm bench [NAME…]     all cases, or those whose names begin so; needs built packages (pnpm build)

  --subjects a,b     only these
  --rounds N         samples of each, every one in a fresh process (7)
  --most N           only sizes up to N: a first look, or for subjects that are slow
  --against REV      another commit besides, as a subject of that name
  --json             prints {"machine", "versions", "results", …} instead of a table
  --smoke            the smallest of everything, once: does it work? Its times mean nothing
  --list             the cases, and what each does
  --page             docs/performance.md and its charts, made of the reports (--json) in docs/performance/`;

const DEFAULT_ROUNDS = '7';
const BUILT = fileURLToPath(new URL('../../../packages/asyncio/dist/index.js', import.meta.url));
const DOCS = fileURLToPath(new URL('../../../docs', import.meta.url));

const { values, positionals } = readCommandLine(USAGE, {
  allowPositionals: true,
  options: {
    subjects: { type: 'string' },
    rounds: { type: 'string', default: DEFAULT_ROUNDS },
    most: { type: 'string', default: 'Infinity' },
    against: { type: 'string' },
    json: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    page: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.list) list();
else if (values.page) console.log((await writePage(DOCS, cases)).join('\n'));
else await bench();

function list(): void {
  for (const { name, what, params } of cases) {
    console.log(`${name}\n  ${what}\n  ${params.map(show).join('; ')}\n`);
  }
}

async function bench(): Promise<void> {
  checkCommandLine();
  const chosen = cases
    .filter(({ name }) => isWanted(name, positionals))
    .map((definition) => ({ ...definition, params: definition.params.filter(isSmallEnough) }));
  if (chosen.every(({ params }) => params.length === 0))
    refuseCommandLine(`--most ${values.most} is below the smallest size: see --list`);
  const compiled = await compile(CACHE);
  try {
    const report = await run(chosen, compiled);
    console.log(values.json ? JSON.stringify(report, null, 2) : table(report));
    if (report.failed.length > 0) process.exitCode = 1;
  } finally {
    rmSync(compiled, { recursive: true });
  }
}

function checkCommandLine(): void {
  const strangers = positionals.filter((beginning) => !cases.some(({ name }) => name.startsWith(beginning)));
  if (strangers.length > 0) {
    const names = cases.map(({ name }) => name).join(', ');
    refuseCommandLine(`No such case: ${strangers.join(' ')}. There are: ${names}`);
  }
  if (!/^[1-9]\d*$/.test(values.rounds)) {
    refuseCommandLine(`--rounds takes a whole number above 0, not ${values.rounds}`);
  }
  if (!(Number(values.most) > 0)) refuseCommandLine(`--most takes a number above 0, not ${values.most}`);
  if (!existsSync(BUILT))
    refuseCommandLine('Ours is measured as it is published, and is not built: pnpm build');
}

function isWanted(name: string, beginnings: readonly string[]): boolean {
  return beginnings.length === 0 || beginnings.some((beginning) => name.startsWith(beginning));
}

function isSmallEnough({ n = 0 }: Params): boolean {
  return Number(n) <= Number(values.most);
}

async function run(chosen: readonly Case[], compiled: string): Promise<Report> {
  const { present, absent } = findSubjects(compiled);
  const revision = values.against === undefined ? undefined : await checkOut(values.against);
  try {
    const [ours, ...others] = present; // ours is always there
    const all = revision === undefined ? present : [ours!, revision.subject, ...others];
    const wanted = values.subjects?.split(',');
    const subjects = all.filter((subject) => wanted?.includes(subject.name) ?? true);
    const rounds = values.smoke ? 1 : Number(values.rounds);
    const strangers = wanted?.filter((name) => !all.some((subject) => subject.name === name)) ?? [];
    const unknown = strangers.filter((name) => !(name in absent));
    if (unknown.length > 0) {
      const known = [...all.map(({ name }) => name), ...Object.keys(absent)].join(', ');
      refuseCommandLine(`No such subject: ${unknown.join(', ')}. There are: ${known}`);
    }
    if (strangers.length > 0) console.error(`Not here: ${strangers.join(', ')}`); // the report says why
    const outcome = await measure({ cases: chosen, subjects, rounds, smoke: values.smoke, onProgress: say });
    return {
      machine: describeMachine(),
      versions: Object.fromEntries(subjects.map(({ name, version }) => [name, version])),
      notInstalled: absent,
      rounds,
      ...outcome,
    };
  } finally {
    revision?.remove();
  }
}

/** What is being measured, on the terminal only: it is no part of the output. */
function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}\r`);
}
