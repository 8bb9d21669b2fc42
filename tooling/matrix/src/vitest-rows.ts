/** The rows that run the packages' tests: the same Vitest for all, started by the runtime in question. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { command, publishedPackages, ROOT, TemporaryFolder } from '@asyncio-ts/workspace';

import type { LeftOut, Outcome, Row } from './row.js';
import { bunSource, denoSource, fetchRuntime, nodeSource } from './runtimes.js';
import { internalTests } from './test-files.js';
import { readReport, type VitestReport } from './vitest-report.js';

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');
const MAJORS = ['20', '22', '24', '26'];

/** How Vitest is started, and what its tests must say that they ran on. */
export interface Start {
  readonly runtime: string;
  /** What stands before Vitest's own arguments. */
  readonly args: readonly string[];
  readonly version: string;
  readonly isExpected: (runtime: string) => boolean;
}

/** Node in each of its versions, Bun and Deno. */
export const vitestRows: readonly Row[] = [
  ...MAJORS.map((major) => nodeRow(major)),
  {
    name: 'bun',
    what: 'the packages’ tests on Bun, the newest from npm',
    run: () => runOn('bun', bunSource(process), ['--bun', VITEST]),
  },
  {
    name: 'deno',
    what: 'the packages’ tests on Deno, the newest from npm',
    run: () => runOn('deno', denoSource(process), ['run', '--allow-all', VITEST]),
  },
];

function nodeRow(major: string): Row {
  const name = `node${major}`;
  const isHere = process.versions.node.startsWith(`${major}.`);
  return {
    name,
    what: `the packages’ tests on Node ${major}, ${isHere ? 'as it runs this' : 'the newest from npm'}`,
    run: () => runOn(name, isHere ? undefined : nodeSource(major, process), [VITEST]),
  };
}

async function runOn(
  row: string,
  source: Parameters<typeof fetchRuntime>[1] | undefined,
  args: readonly string[],
): Promise<Outcome> {
  const runtime = source === undefined ? process.execPath : await fetchRuntime(row, source);
  const said = (await command(runtime, ['--version'])).output.trim().split('\n')[0]!; // split gives one at least
  const version = /v?\d\S*/.exec(said)?.[0] ?? said; // Deno says more than its version
  const kind = row.replace(/\d+$/, '');
  return runVitest(
    { runtime, args, version, isExpected: (found) => found === `${kind} ${version}` },
    publishedPackages().map(({ name }) => `--project=${name}`),
  );
}

/** Runs the packages' tests, as `args` choose and configure them. */
export async function runVitest(
  { runtime, args: before, version, isExpected }: Start,
  args: readonly string[],
  leftOutBesides: readonly LeftOut[] = [],
): Promise<Outcome> {
  using folder = new TemporaryFolder('matrix');
  const file = join(folder.path, 'report.json');
  const reporters = ['--reporter=json', `--outputFile.json=${file}`];
  const { end, output } = await command(runtime, [...before, 'run', ...args, ...reporters], {
    env: { ...process.env, TEST_DIST: '1', NODE_OPTIONS: '', NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  if (!existsSync(file)) {
    return { verdict: 'failed', version, passed: 0, failed: 0, leftOut: [], complaint: output };
  }
  const counts = readReport(JSON.parse(readFileSync(file, 'utf8')) as VitestReport, isExpected);
  const isFine = end === 0 && counts.complaint === '' && counts.passed > 0;
  const leftOut = [
    { count: counts.skipped, why: 'skipped: the runtime lacks something' },
    { count: internalTests().length, why: 'files left out: they test internals' },
    ...leftOutBesides,
  ];
  const complaint = isFine ? '' : counts.complaint || output; // an error between tests is in no test's result
  return { ...counts, verdict: isFine ? 'passed' : 'failed', version, leftOut, complaint };
}
