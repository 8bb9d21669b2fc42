/** Reads what Vitest's `json` reporter wrote. */
import type { Outcome } from './row.js';

/** The parts of the report that matter here. */
export interface VitestReport {
  readonly testResults: readonly FileResult[];
}

interface FileResult {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly TestResult[];
}

interface TestResult {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages?: readonly string[] | null;
  /** `runtime` is the word of the canary. */
  readonly meta?: { readonly runtime?: string };
}

/** The counts of a report, and what went wrong, as far as the tests can tell. */
export type Counts = Pick<Outcome, 'passed' | 'failed' | 'complaint'> & { readonly skipped: number };

const MOST_SHOWN = 20;

/** @param isExpected - is this, the canary's word, the runtime that was wanted? */
export function readReport(report: VitestReport, isExpected: (runtime: string) => boolean): Counts {
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((test) => ({ file, test })));
  const having = (status: string): typeof tests => tests.filter(({ test }) => test.status === status);
  const failed = having('failed');
  const elsewhere = [...having('passed'), ...failed]
    .map(({ test }) => test.meta?.runtime ?? 'nobody knows where')
    .filter((runtime) => !isExpected(runtime));
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  const complaints = [
    ...[...new Set(elsewhere)].map((runtime) => `tests ran on another runtime: ${runtime}`),
    ...broken.map((file) => `${shortened(file.name)}\n  ${firstLines(file.message)}`),
    ...failed.map(({ file, test }) => `${shortened(file.name)}\n  ${test.fullName}\n  ${reasonOf(test)}`),
  ];
  return {
    passed: having('passed').length,
    failed: failed.length + broken.length,
    skipped: tests.length - having('passed').length - failed.length,
    complaint: cut(complaints).join('\n'),
  };
}

/** Where a file lies in the checkout. */
function shortened(path: string): string {
  return /packages\/[^/]+\/test\/.*$/.exec(path)?.[0] ?? path;
}

function cut(complaints: readonly string[]): string[] {
  const rest = complaints.length - MOST_SHOWN;
  return [...complaints.slice(0, MOST_SHOWN), ...(rest > 0 ? [`… and ${rest} more`] : [])];
}

function reasonOf({ failureMessages }: TestResult): string {
  return firstLines(failureMessages?.[0] ?? 'no message');
}

/** A message without its stack: all that fits into a terminal. */
function firstLines(message: string): string {
  const [text] = message.split(/\n\s+at /);
  return text!.split('\n').slice(0, 6).join('\n  ');
}
