// Every page of the built site in a real browser: it loads, asks nobody else for anything, and reads well for all.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { chromiumPath } from '@asyncio-ts/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { violations } from './axe.js';
import { Site } from './site.js';

const pages = fileURLToPath(new URL('../pages', import.meta.url));
const paths = readdirSync(pages, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md') && path !== 'playground.md')
  .filter((path) => !/^reference\/.*\/\w+\.md$/.test(path) || path.endsWith('/index.md')) // classes are all alike
  .map((path) => `/${path.replace(/(?:index)?\.md$/, '')}`);

describe.skipIf(chromiumPath() === undefined)('the site', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 30_000);
  afterAll(() => site.close());

  it('loads each page without a complaint', { timeout: 120_000 }, async () => {
    const left = [...paths];
    const complaints: string[] = [];
    const look = async (): Promise<void> => {
      await using visit = await site.visit('/'); // one window for many pages: they share most of what they load
      for (let path = left.shift(); path !== undefined; path = left.shift()) {
        await visit.page.goto(site.origin + path);
        await visit.page.locator('.VPContent').waitFor();
        if ((await visit.page.title()).includes('404')) complaints.push(`${path}: is not there`);
        complaints.push(...visit.complaints.splice(0).map((complaint) => `${path}: ${complaint}`));
      }
    };
    await Promise.all([look(), look()]);
    expect(complaints).toEqual([]);
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

  it('finds what is searched for', { timeout: 30_000 }, async () => {
    await using visit = await site.visit('/');
    await visit.page.keyboard.press('Control+k');
    const field = visit.page.locator('.VPLocalSearchBox input');
    const found = visit.page.getByRole('option');
    await field.fill('BrokenBarrierError');
    await found.getByText('BrokenBarrierError').first().waitFor(); // in the reference
    await field.fill('nested timeouts');
    await found.first().getByText('Nested timeouts').waitFor(); // in the guide
    await visit.page.keyboard.press('Enter');
    await visit.page.waitForURL(/\/tutorial\/timeouts#nested-timeouts/);
    expect(visit.complaints).toEqual([]);
  });
});
