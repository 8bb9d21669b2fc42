import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { cases } from '../src/cases.js';
import { drawCharts } from '../src/charts.js';
import { fill, firstOfEach, generated, reportsIn } from '../src/page.js';

const DOCS = fileURLToPath(new URL('../../../docs', import.meta.url));

describe('docs/performance.md', () => {
  it('has the results of its reports, and a chart for each case that grows', async () => {
    const reports = reportsIn(join(DOCS, 'performance'));
    const charts = [...(await drawCharts(firstOfEach(reports), cases)).keys()];
    const page = readFileSync(join(DOCS, 'performance.md'), 'utf8');
    expect(page, 'pnpm bench --page').toBe(fill(page, generated(reports, cases, charts)));
    expect(charts.filter((name) => !existsSync(join(DOCS, 'performance', `${name}.svg`)))).toEqual([]);
    expect([reports.length > 0, charts.length > 0]).toEqual([true, true]);
  });

  it('keeps what stands around the results, and must have a place for them', () => {
    const page = 'before\n<!-- results -->\nold\n<!-- /results -->\nafter\n';
    expect(fill(page, 'new')).toBe('before\n<!-- results -->\n\nnew\n<!-- /results -->\nafter\n');
    expect(() => fill('before\n', 'new')).toThrow(/no place for results/);
  });
});
