// Every page of the built site in a real browser: it loads, asks nobody else for anything, and reads well for all.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chromiumPath, Site } from './site.js';

const pages = fileURLToPath(new URL('../pages', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const paths = readdirSync(pages, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md') && !path.includes('playground'))
  .map((path) => `/${path.replace(/(?:index)?\.md$/, '')}`);

describe.skipIf(chromiumPath === undefined)('the site', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 30_000);
  afterAll(() => site.close());

  it.each(paths)('%s loads without a complaint', async (path) => {
    await using visit = await site.visit(path);
    expect(await visit.page.title()).not.toMatch(/404/);
    await visit.page.waitForLoadState('networkidle');
    expect(visit.complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('is readable for all: %s', { timeout: 30_000 }, async (colorScheme) => {
    for (const path of ['/', '/start/five-minutes', '/tutorial/cancellation', '/coming-from/python']) {
      await using visit = await site.visit(path, { colorScheme });
      expect(await violations(visit.page), path).toEqual([]);
    }
  });

  it('fits a phone', { timeout: 30_000 }, async () => {
    for (const path of ['/', '/start/', '/tutorial/tasks', '/coming-from/python', '/how-it-works/a-task']) {
      await using visit = await site.visit(path, { viewport: { width: 390, height: 844 } });
      const width = await visit.page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(390);
    }
  });

  it('finds what is searched for', async () => {
    await using visit = await site.visit('/');
    await visit.page.keyboard.press('Control+k');
    await visit.page.keyboard.type('taskGroup');
    await visit.page.getByRole('option').first().waitFor();
    const found = await visit.page.getByRole('option').allInnerTexts();
    expect(found.join('\n')).toMatch(/task group/i);
    await visit.page.keyboard.press('Enter');
    await visit.page.waitForURL(/task/i);
    expect(visit.complaints).toEqual([]);
  });
});

/** What axe finds, a line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  });
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}
