/** Which of CPython's tests ran here and passed, by the test runner's own report. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What became of a test of ours that carries an id: only one that ran and passed counts. */
export type Verdict = 'passed' | 'failed' | 'skipped';

/** As much of the JSON report of Jest and Vitest as is read here. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const IDS = /\[(test_\w+\.\w+\.\w+)\]/g;
const SCHEDULES = /\d schedules\b/;

/** The worse, the later. */
const VERDICTS: readonly Verdict[] = ['passed', 'skipped', 'failed'];

/** The verdict on each id that a title carries: that of the worst test that carries it. */
export function verdictsOf(report: Report): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { title, verdict } of testsOf(report)) {
    for (const [, id] of title.matchAll(IDS)) {
      const before = verdicts.get(id!) ?? 'passed';
      verdicts.set(id!, VERDICTS.indexOf(verdict) > VERDICTS.indexOf(before) ? verdict : before);
    }
  }
  return verdicts;
}

/** The tests that go through every schedule, and so say in their titles. */
export function exhaustiveTests(report: Report): { title: string; verdict: Verdict }[] {
  return testsOf(report).filter(({ title }) => SCHEDULES.test(title));
}

/** Files that failed without a test that did, as one that throws when it is imported. */
export function brokenFiles(report: Report): string[] {
  return report.testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name, message }) => `${relative(ROOT, name)} did not run: ${message.trim().split('\n')[0]}`);
}

function testsOf(report: Report): { title: string; verdict: Verdict }[] {
  return report.testResults
    .flatMap((file) => file.assertionResults)
    .map(({ fullName, status }) => ({ title: fullName, verdict: toVerdict(status) }));
}

/** What was skipped is called `skipped`, `pending` or `todo`. */
function toVerdict(status: string): Verdict {
  return status === 'passed' || status === 'failed' ? status : 'skipped';
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
    const files = ['.cpython.test.', '.exhaustive.test.'];
    const words = ['run', '--project=!types', ...files, '--reporter=json', `--outputFile=${path}`];
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
