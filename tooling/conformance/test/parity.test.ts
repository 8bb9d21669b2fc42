import { describe, expect, it } from 'vitest';

import { explainMissing, makeBoard, missingIn, problemsOf } from '../src/parity/board.js';
import { type CensusEntry, PORTED, readCensus } from '../src/parity/census.js';
import { compareNames, nameProblems } from '../src/parity/names.js';
import { renderPage } from '../src/parity/page.js';
import { brokenFiles, exhaustiveTests, type Report, verdictsOf } from '../src/parity/verdicts.js';

/** A report with one file. */
function reportOf(...tests: [fullName: string, status: string][]): Report {
  return {
    testResults: [
      {
        name: 'x.test.ts',
        status: 'passed',
        message: '',
        assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
      },
    ],
  };
}

function entry(id: string, more: Partial<CensusEntry> = {}): CensusEntry {
  return { id, package: 'sync', applies: 'yes', behaviour: 'It holds', reason: '', ...more };
}

const none = { absent: {}, differs: {} };

describe('a verdict', () => {
  it('is given for the ids that titles carry, several in one or none', () => {
    const report = reportOf(
      ['Lock is fair [test_locks.LockTests.test_fair] [test_locks.LockTests.test_too]', 'passed'],
      ['Lock [locked] is shown', 'passed'],
    );
    expect([...verdictsOf(report)]).toEqual([
      ['test_locks.LockTests.test_fair', 'passed'],
      ['test_locks.LockTests.test_too', 'passed'],
    ]);
  });

  it.each([
    ['failed', 'failed'],
    ['skipped', 'skipped'],
    ['pending', 'skipped'],
    ['todo', 'skipped'],
  ])('on a test that is %s is "%s"', (status, verdict) => {
    const verdicts = verdictsOf(reportOf(['[test_a.B.test_c]', status]));
    expect(verdicts.get('test_a.B.test_c')).toBe(verdict);
  });

  it.each([
    ['passed', 'failed', 'failed'],
    ['failed', 'passed', 'failed'],
    ['skipped', 'failed', 'failed'],
    ['skipped', 'passed', 'skipped'],
  ])('is that of the worst variant: %s and %s make "%s"', (first, second, verdict) => {
    const report = reportOf(['Queue [test_a.B.test_c]', first], ['Lifo [test_a.B.test_c]', second]);
    expect(verdictsOf(report).get('test_a.B.test_c')).toBe(verdict);
  });

  it('is given for the tests that go through all schedules, too', () => {
    const report = reportOf(['Lock in each of 7 schedules', 'failed'], ['Lock', 'passed']);
    expect(exhaustiveTests(report)).toEqual([{ title: 'Lock in each of 7 schedules', verdict: 'failed' }]);
  });

  it('cannot be given where a file did not even load', () => {
    const broken = { name: '/x.test.ts', status: 'failed', message: 'boom\n at x', assertionResults: [] };
    expect(brokenFiles({ testResults: [broken] })[0]).toMatch(/x\.test\.ts did not run: boom$/);
  });
});

describe('the board', () => {
  const census = [entry('a.A.a'), entry('a.A.b', { applies: 'adapt', reason: 'no threads' }), entry('a.A.c')];
  const rowOf = (...args: Parameters<typeof makeBoard>) =>
    makeBoard(...args).find((row) => row.package === 'sync')!;

  it('counts what passed, what was adapted, what is excused and what is missing', () => {
    const verdicts = new Map([
      ['a.A.a', 'passed'],
      ['a.A.b', 'passed'],
    ] as const);
    expect(rowOf(census, verdicts, none)).toMatchObject({ passing: 2, adapted: 1, excused: 0, missing: 1 });
    const excused = { ...none, absent: { 'a.A.c': 'cannot be' } };
    expect(rowOf(census, verdicts, excused)).toMatchObject({ passing: 2, excused: 1, missing: 0 });
  });

  it('does not excuse a test that failed', () => {
    const verdicts = new Map([['a.A.a', 'failed']] as const);
    const rows = makeBoard([entry('a.A.a'), entry('a.A.b')], verdicts, {
      ...none,
      absent: { 'a.A.a': 'no' },
    });
    expect(missingIn(rows)).toEqual(['a.A.a', 'a.A.b']);
    expect(explainMissing(rows)).toEqual(['a.A.a: failed', 'a.A.b: in no title']);
  });

  it('leaves out what is a detail of CPython', () => {
    const row = rowOf([entry('a.A.a', { applies: 'no', reason: 'private' })], new Map(), none);
    expect(row).toMatchObject({ passing: 0, excused: 0, missing: 0 });
  });

  it('tells of notes and titles about no test, and of a test that is absent and here', () => {
    const verdicts = new Map([
      ['a.A.a', 'passed'],
      ['a.A.x', 'passed'],
    ] as const);
    const absent = { 'a.A.a': 'cannot be', 'a.A.y': 'cannot be' };
    expect(problemsOf(census, verdicts, { absent, differs: {} })).toEqual([
      'a.A.y: there is a note, but no such test to port',
      'a.A.x: a title carries it, but CPython has no such test',
      'a.A.a: said to be absent, but a title carries it',
    ]);
  });

  it('begins with 543 tests to port, in eight packages', () => {
    const toPort = readCensus().filter(
      ({ package: name, applies }) => applies !== 'no' && (PORTED as readonly string[]).includes(name),
    );
    expect(toPort).toHaveLength(543);
  });
});

describe('the names', () => {
  it('are exported, or absent for a reason', () => {
    expect(nameProblems(compareNames())).toEqual([]);
  });

  it('are told of when they are neither, or both', () => {
    const problems = nameProblems(compareNames({ to_thread: 1, toThread: 1 }));
    expect(problems).toContain('asyncio.sleep is neither exported nor absent for a reason');
    expect(problems).toContain('asyncio.to_thread is exported as toThread, and said to be absent');
  });
});

describe('the page', () => {
  it('shows all there is, also what Markdown would swallow', () => {
    const census = [entry('test_a.B.test_c', { behaviour: 'a | b_c <d>' })];
    const rows = makeBoard(census, new Map([['test_a.B.test_c', 'passed']]), none);
    const page = renderPage({
      rows,
      names: [],
      exhaustive: ['in 12 schedules'],
      programs: 1034,
      open: 3,
      mutation: {
        'packages/sync/src/lock.ts': { caught: 60, excused: 4, survived: 0 },
        'packages/sync/src/event.ts': { caught: 30, excused: 0, survived: 6 },
      },
    });
    expect(page).toContain(String.raw`a \| b\_c &lt;d>`);
    expect(page).toContain('- in 12 schedules');
    expect(page).toContain('1,034 small programs');
    expect(page).toContain('| sync | 90 | 4 | 6 | 90.0 % |');
  });
});
