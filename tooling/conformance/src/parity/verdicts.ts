/** Which of CPython's tests ran here and passed, by the test runner's own report. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What became of a test of ours that carries an id: one that was skipped did not pass. */
export type Verdict = 'passed' | 'not passed';

/** As much of the JSON report of Jest and Vitest as is read here. */
export interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const IDS = /\[(test_\w+\.\w+\.\w+)\]/g;

/** The verdict on each id that a title carries: passed if every test that carries it ran and passed. */
export function verdictsOf(report: Report): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { fullName, status } of report.testResults.flatMap((file) => file.assertionResults)) {
    for (const [, id] of fullName.matchAll(IDS)) {
      const passed = status === 'passed' && verdicts.get(id!) !== 'not passed';
      verdicts.set(id!, passed ? 'passed' : 'not passed');
    }
  }
  return verdicts;
}

/** The titles of all tests that passed. */
export function passedTitles(report: Report): string[] {
  return report.testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ status }) => status === 'passed')
    .map(({ fullName }) => fullName);
}

/** A report that is there already. */
export function readReport(path: string): Report {
  return JSON.parse(readFileSync(path, 'utf8')) as Report;
}

/** Runs the tests that the board counts: those ported from CPython, and those that go through all schedules. */
export function runTests(): Report {
  const folder = mkdtempSync(join(tmpdir(), 'parity-'));
  const path = join(folder, 'report.json');
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  try {
    const words = ['run', '.cpython.test.', '.exhaustive.test.', '--reporter=json', `--outputFile=${path}`];
    const { stderr } = spawnSync(process.execPath, [vitest, ...words], { cwd: ROOT, encoding: 'utf8' });
    if (!existsSync(path)) throw new NoReportError(stderr);
    return readReport(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The test runner did not get as far as a report. */
class NoReportError extends Error {
  override name = 'NoReportError';
}
