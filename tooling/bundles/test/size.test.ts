import { describe, expect, it } from 'vitest';

import { budgets, unbudgeted } from '../src/budgets.js';
import { complaintsOf, gzipped } from '../src/size.js';

describe('a budget', () => {
  it('may be all used up', () => {
    expect(complaintsOf('esbuild', 2.1, 2100)).toEqual([]);
  });

  it('complains of one byte more', () => {
    expect(complaintsOf('esbuild', 2.1, 2101)).toEqual([
      'esbuild: 2.10 kB are more than 2.1 kB. Make it smaller, or say why not in tooling/bundles/src/budgets.ts',
    ]);
  });

  it('complains when it is more than a tenth too big', () => {
    expect(complaintsOf('Rollup', 2.2, 2000)).toEqual([]);
    expect(complaintsOf('Rollup', 2.21, 2000)).toEqual([
      'Rollup: a budget of 2.21 kB is loose for 2.00 kB. Bring it down in tooling/bundles/src/budgets.ts',
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
