import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readPage } from '../src/pages.js';
import { programProblems, sidebarProblems } from '../src/site-pages.js';
import { deadSiteLinks, foreignAddresses, missingFiles, readSite, weightOf } from '../src/site.js';

describe('a program on a page', () => {
  const files = ['apps/docs/programs/brew.ts', 'apps/docs/programs/toast.ts'];
  const problems = (...lines) =>
    programProblems(readPage('apps/docs/pages/tutorial/tea.md', lines.join('\n')), files);

  it('is shown from its file', () => {
    expect(problems('<Live program="brew">', '', '<<< ../../programs/brew.ts', '', '</Live>')).toEqual([]);
    expect(problems('<<< ../../programs/toast.ts')).toEqual([]);
    expect(problems('Write `<Live program>` and', '`<<< file`.')).toEqual([]);
  });

  it.each([
    ['no file', ['# Tea', '', '<<< ../../programs/milk.ts'], '3: no file apps/docs/programs/milk.ts'],
    [
      'another file',
      ['<Live program="brew">', '', '<<< ../../programs/toast.ts', '', '</Live>'],
      '3: <Live program="brew"> shows another file: apps/docs/programs/toast.ts',
    ],
    ['nothing', ['<Live program="brew">', '', '</Live>'], '3: <Live program="brew"> shows no file'],
    ['no name', ['<Live>', '', '<<< ../../programs/brew.ts'], '1: Write <Live program="NAME">: <Live>'],
  ])('may not show %s', (_, lines, problem) => {
    expect(problems(...lines)).toEqual([`apps/docs/pages/tutorial/tea.md:${problem}`]);
  });
});

describe('the sidebar', () => {
  const page = (path, text = '# Title') => readPage(`apps/docs/pages/${path}`, text);
  const items = (...links) => [{ items: links.map((link) => ({ link })) }];

  it('has every page but those with a layout of their own', () => {
    const pages = [
      page('index.md', '---\nlayout: home\n---\n'),
      page('start/index.md'),
      page('start/tea.md'),
    ];
    expect(
      sidebarProblems(items('/start/', '/start/tea'), [...pages, readPage('README.md', '# Title')]),
    ).toEqual([]);
  });

  it('has no page twice, none that is not there, and none too few', () => {
    expect(sidebarProblems(items('/a', '/a', '/b'), [page('a.md'), page('c.md')])).toEqual([
      'apps/docs/pages/a.md is listed twice',
      'apps/docs/pages/b.md is listed, but does not exist',
      'apps/docs/pages/c.md is not in the sidebar',
    ]);
  });
});

describe('the built site', () => {
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'site-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function site(files) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return readSite(folder);
  }

  it('has links that lead somewhere', () => {
    const links = [
      '/',
      '#one',
      '/tea/',
      '/tea/milk',
      '/tea/milk.html#hot',
      'tea/milk?a#hot',
      '/a.txt',
      '/tea#a=b',
      'https://a.b/c',
    ];
    const home = links.map((href) => `<a href="${href}">x</a>`).join('');
    const milk = '<h1 id="hot">x</h1><a href="../">x</a><a href="./#one">x</a>';
    const files = { 'tea/index.html': '<p id="one">', 'tea/milk.html': milk, 'a.txt': '' };
    expect(deadSiteLinks(site({ 'index.html': `<p id="one">${home}`, ...files }))).toEqual([]);
  });

  it('has none that lead nowhere', () => {
    const home =
      '<a href="/tea">x</a><a href="/milk#cold">x</a><a href="#two">x</a><a href="/coffee#a=b">x</a>';
    expect(
      deadSiteLinks(site({ 'index.html': home, 'milk.html': '<h1 id="hot"><a href="/tea">x</a>' })),
    ).toEqual([
      '/tea: in index.html and 1 others',
      '/milk#cold: in index.html',
      '#two on index.html: in index.html',
      '/coffee#a=b: in index.html',
    ]);
  });

  it('loads nothing from other hosts', () => {
    const html =
      '<script src="//cdn.example/a.js"></script><img src="/b.svg"><link rel="stylesheet" href="/c.css">';
    const css = "@import 'https://fonts.example/d.css'; p { background: url(/e.png), url('data:f') }";
    expect(foreignAddresses(site({ 'index.html': html, 'c.css': css }))).toEqual([
      'index.html: //cdn.example/a.js',
      'c.css: https://fonts.example/d.css',
    ]);
  });

  it('weighs what must be there before a page works', () => {
    const head =
      '<script src="/a.js"></script><link rel="preload" href="/c.woff2"><link rel="prefetch" href="/d.js">';
    const code = { 'a.js': 'import{x as y}from"./b.js";import("./e.js")', 'b.js': 'x'.repeat(10_000) };
    const weights = weightOf(
      site({ 'index.html': head, ...code, 'c.woff2': 'x'.repeat(5000), 'd.js': head, 'e.js': head }),
      'index.html',
    );
    expect(weights).toEqual({ html: expect.any(Number), js: expect.any(Number), css: 0, woff2: 5000 });
    expect(weights.js).toBeLessThan(200);
  });

  it('has the pages that llms.txt lists', () => {
    const built = site({ 'llms.txt': '- [Tea](/tea.md): hot\n- [Milk](/milk.md): cold\n', 'tea.md': '' });
    expect(missingFiles(built, ['llms.txt', 'llms-full.txt'])).toEqual(['llms-full.txt', 'milk.md']);
  });
});
