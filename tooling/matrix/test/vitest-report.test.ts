import { describe, expect, it } from 'vitest';

import { readReport, type VitestReport } from '../src/vitest-report.js';

type FileResult = VitestReport['testResults'][number];
type TestResult = FileResult['assertionResults'][number];

const HERE = 'node v24.1.0';

function test(status: string, rest: Partial<TestResult> = {}): TestResult {
  return { fullName: `a test that ${status}`, status, meta: { runtime: HERE }, ...rest };
}

function file(assertionResults: TestResult[], rest: Partial<FileResult> = {}): FileResult {
  return { name: 'a.test.ts', status: 'passed', message: '', assertionResults, ...rest };
}

function read(...testResults: FileResult[]): ReturnType<typeof readReport> {
  return readReport({ testResults }, (runtime) => runtime === HERE);
}

describe('a report', () => {
  it('is counted', () => {
    const skipped = test('skipped', { meta: {} });
    expect(read(file([test('passed'), test('passed'), skipped]), file([test('todo')]))).toEqual({
      passed: 2,
      failed: 0,
      skipped: 2,
      complaint: '',
    });
  });

  it('tells of a test that failed: where, which and why, without the stack', () => {
    const failed = test('failed', { failureMessages: ['Error: 1 is not 2\n    at a.test.ts:1:1'] });
    const name = '/home/ann/asyncio/packages/sync/test/a.test.ts';
    expect(read(file([test('passed'), failed], { name, status: 'failed' }))).toMatchObject({
      passed: 1,
      failed: 1,
      complaint: 'packages/sync/test/a.test.ts\n  a test that failed\n  Error: 1 is not 2',
    });
  });

  it('tells of a file that could not even begin', () => {
    expect(read(file([], { status: 'failed', message: 'SyntaxError: what is this' }))).toMatchObject({
      failed: 1,
      complaint: 'a.test.ts\n  SyntaxError: what is this',
    });
  });

  it('tells of tests that ran on another runtime, or do not say where', () => {
    const elsewhere = test('passed', { meta: { runtime: 'node v20.1.0' } });
    expect(read(file([elsewhere, elsewhere, test('passed', { meta: {} })])).complaint).toBe(
      'tests ran on another runtime: node v20.1.0\ntests ran on another runtime: nobody knows where',
    );
  });

  it('shows the first twenty failures, and counts the others', () => {
    const failed = Array.from({ length: 25 }, () => test('failed'));
    expect(read(file(failed, { status: 'failed' })).complaint).toMatch(/\n… and 5 more$/);
  });
});
