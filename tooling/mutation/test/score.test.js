import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { readExcuses, scoreOf, summaryOf } from '../src/score.js';

const source = ['function f(a) {', '  if (a > 0) return 1;', '  return g(', '    a);', '}'].join('\n');
const root = new URL('../../../', import.meta.url);

/** A mutant of the `a > 0` in line 2. */
function mutant(status, replacement = 'a >= 0') {
  const location = { start: { line: 2, column: 7 }, end: { line: 2, column: 12 } };
  return { status, replacement, mutatorName: 'EqualityOperator', location };
}

const reportOf = (...mutants) => ({ files: { 'f.js': { source, mutants } } });
const excuse = { line: 'if (a > 0) return 1;', change: 'a > 0 -> a >= 0', reason: 'never called with 0' };

describe('the score', () => {
  it('counts what a test noticed, by failing or by never ending', () => {
    const report = reportOf(mutant('Killed'), mutant('Timeout'), mutant('Survived'), mutant('NoCoverage'));
    expect(scoreOf('p', report, {})).toMatchObject({ caught: 2, score: 50, raw: 50 });
  });

  it('leaves out what Stryker ignored', () => {
    expect(scoreOf('p', reportOf(mutant('Killed'), mutant('Ignored')), {})).toMatchObject({ score: 100 });
  });

  it('knows an excused change again by its line and what became of what', () => {
    const score = scoreOf('p', reportOf(mutant('Killed'), mutant('Survived')), { 'f.js': [excuse] });
    expect(score).toMatchObject({ score: 100, raw: 50, survivors: [], stale: [] });
    const other = scoreOf('p', reportOf(mutant('Survived', 'true')), { 'f.js': [excuse] });
    expect(other.survivors).toMatchObject([{ at: 'f.js:2:7', change: 'a > 0 -> true' }]);
  });

  it('tells of excuses that nothing needs any more, in the files that were mutated', () => {
    const score = scoreOf('p', reportOf(mutant('Killed')), { 'f.js': [excuse], 'g.js': [excuse] });
    expect(score.stale).toEqual([{ path: 'f.js', ...excuse }]);
    expect(summaryOf(score)).toContain('excused for nothing: f.js');
  });

  it('reads a change that spans lines', () => {
    const location = { start: { line: 3, column: 10 }, end: { line: 4, column: 7 } };
    const report = reportOf({ status: 'Survived', replacement: 'b', location });
    expect(scoreOf('p', report, {}).survivors[0]).toMatchObject({ line: 'return g(', change: 'g( a) -> b' });
  });
});

describe('the excuses', () => {
  it('each name a line that there is, and give a reason', () => {
    for (const [path, excuses] of Object.entries(readExcuses())) {
      expect(existsSync(new URL(path, root)), path).toBe(true);
      const lines = readFileSync(new URL(path, root), 'utf8')
        .split('\n')
        .map((line) => line.trim());
      for (const { line, reason } of excuses) {
        expect(lines, `${path}: ${line}`).toContain(line);
        expect(reason).toMatch(/\w/);
      }
    }
  });
});
