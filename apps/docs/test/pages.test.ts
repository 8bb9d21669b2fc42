// What the site makes of Markdown: links that work in the repository and on the site, and pages for machines.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { packagesOfBrowser } from '../.vitepress/late-packages.js';
import { firstSentence, markdownOf } from '../.vitepress/llms.js';
import { absoluteLink, linkOnSite, repository, shownBy } from '../.vitepress/repository.js';
import { guideSidebar } from '../.vitepress/sidebar.js';
import { slug } from '../.vitepress/slug.js';

const page = (path: string) => fileURLToPath(new URL(`../pages/${path}`, import.meta.url));
const file = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

describe('a link', () => {
  it('stays what it is if it leads to a page, or out into the world', () => {
    for (const href of ['./queues.md', '../start/index.md#a', '#a', '/reference/', 'https://example.org/a']) {
      expect(linkOnSite(href, page('tutorial/locks.md'))).toBe(href);
    }
  });

  it('leads to the repository if the site has no such page', () => {
    expect(linkOnSite('../../../../docs/decisions/0005-seconds.md#a', page('tutorial/locks.md'))).toBe(
      `${repository}/blob/HEAD/docs/decisions/0005-seconds.md#a`,
    );
  });

  it('may begin at the root of the site', () => {
    const absolute = (href: string): string => absoluteLink(href, page('tutorial/locks.md'));
    expect(absolute('./queues.md')).toBe('/tutorial/queues.md');
    expect(absolute('../start/index.md#a')).toBe('/start/index.md#a');
    expect(absolute('#a')).toBe('/tutorial/locks.md#a');
    expect(absolute('/reference/')).toBe('/reference/');
    expect(absolute('https://example.org/a')).toBe('https://example.org/a');
    expect(absolute('../../../../docs/decisions/0005-seconds.md')).toBe(
      `${repository}/blob/HEAD/docs/decisions/0005-seconds.md`,
    );
  });

  it('is seen from the file that a page includes', () => {
    expect(shownBy(page('how-it-works/performance.md'))).toBe(file('docs/performance.md'));
    expect(shownBy(page('how-it-works/conformance.md'))).toBe(file('docs/conformance.md'));
    expect(linkOnSite('../tooling/bench', page('how-it-works/performance.md'))).toBe(
      `${repository}/blob/HEAD/tooling/bench`,
    );
  });
});

describe('an anchor', () => {
  it.each([
    ['Lock, with withAsync or using', 'lock-with-withasync-or-using'],
    ['`run()` and its loop', 'run-and-its-loop'],
    ['The code, too: 100 %', 'the-code-too-100-'],
  ])('is that of GitHub: %s', (title, anchor) => {
    expect(slug(title)).toBe(anchor);
  });
});

describe('a page for machines', () => {
  it('has the program that the page shows, and what it prints', () => {
    const text = markdownOf(page('tutorial/locks.md'));
    expect(text).not.toMatch(/^<<<|<Live/m);
    expect(text).toMatch(/```ts\n.*await run\(main\(\)\);\n```\n\nIt prints:\n\n```text\n/s);
  });

  it('has what the page includes, with links that lead out of it', () => {
    const text = markdownOf(page('how-it-works/performance.md'));
    expect(text).toMatch(/^# Performance\n/);
    expect(text).toContain(`](${repository}/blob/HEAD/tooling/bench)`);
  });

  it('has no link that leads to the folder it was in, once all are in one file', () => {
    const texts = guideSidebar.flatMap(({ items = [] }) =>
      items.map(({ link = '' }) =>
        markdownOf(page(`${link.slice(1).replace(/\/$/, '/index')}.md`), absoluteLink),
      ),
    );
    expect(texts.join('\n').match(/\]\(\.[^)]*\)/g)).toBeNull();
    expect(texts.join('\n')).toContain('](/tutorial/tasks.md');
  });

  it('leaves code as it is', () => {
    for (const path of ['tutorial/async-for.md', 'coming-from/redux-saga.md']) {
      const code = (text: string): string[] => text.match(/^```ts\n[^]*?^```/gm) ?? [];
      const written = code(readFileSync(page(path), 'utf8'));
      expect(code(markdownOf(page(path), () => 'elsewhere'))).toEqual(expect.arrayContaining(written));
    }
  });

  it.each([
    ['# A\n\nOne thing. Another.', 'One thing.'],
    [
      '# A\n\n```ts\nf();\n```\n\nOf [this](a.md)\nand `that`: so it is! Or not.',
      'Of this and `that`: so it is!',
    ],
    ['# A\n\nThree of them:\n\n- a', 'Three of them.'],
    ['# A\n\n- a', ''],
  ])('is described by its first sentence', (text, sentence) => {
    expect(firstSentence(text)).toBe(sentence);
  });
});

it('Vite knows beforehand what the playground loads late', () => {
  const known = packagesOfBrowser();
  expect(known).toEqual(expect.arrayContaining(['d3-zoom', 'splitpanes', '@valtown/codemirror-ts/worker']));
  for (const name of ['esbuild', 'typescript', 'vitepress', '@asyncio-ts/loop', 'asyncio-ts'])
    expect(known).not.toContain(name);
});
