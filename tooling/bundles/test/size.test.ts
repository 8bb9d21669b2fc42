import { describe, expect, it } from 'vitest';

import { budgets, unbudgeted } from '../src/budgets.js';
import { gzipped } from '../src/bundler.js';
import { lineOf } from '../src/check.js';
import { complaintsOf } from '../src/size.js';

describe('a budget', () => {
  it('may be all used up', () => {
    expect(complaintsOf('esbuild', 2.1, 2100)).toEqual([]);
  });

  it('complains of one byte more', () => {
    expect(complaintsOf('esbuild', 2.1, 2101)).toEqual([
      'esbuild: 2.10 kB are more than 2.1 kB. Make it smaller, or say why not',
    ]);
  });

  it('complains when it is more than a tenth too big', () => {
    expect(complaintsOf('Rollup', 2.2, 2000)).toEqual([]);
    expect(complaintsOf('Rollup', 2.21, 2000)).toEqual([
      'Rollup: a budget of 2.21 kB is loose for 2.00 kB. Bring it down',
    ]);
  });

  it('is there for every package, once', () => {
    expect(unbudgeted).toEqual([]);
    expect(new Set(budgets.map(({ name }) => name)).size).toBe(budgets.length);
  });
});

it('counts what is sent, not what is written', () => {
  expect(gzipped('x'.repeat(10_000))).toBeLessThan(100);
});

describe('a line of the output', () => {
  it('says what holds', () => {
    expect(lineOf({ what: 'it holds', complaints: [] })).toBe('✓ it holds');
  });

  it('has each complaint below it, and each line of one', () => {
    expect(lineOf({ what: 'it holds', complaints: ['one\nmore', 'two'] })).toBe(
      '✗ it holds\n    one\n    more\n    two',
    );
  });
});
