import { describe, expect, it } from 'vitest';

import { commandsOf, complaintAbout } from '../src/commands.js';
import { deadLinks } from '../src/links.js';
import { readPage } from '../src/pages.js';
import { missingPaths } from '../src/paths.js';
import { tableOf } from '../src/tables.js';

describe('a link', () => {
  const home = readPage('docs/home.md', '# One\n## The `code`, *too*: 100 %\n# One\n\n[a]: ../nowhere.md\n');
  const dead = (markdown) =>
    deadLinks([readPage('page.md', markdown), home], (path) => ['page.md', 'docs/home.md'].includes(path));

  it('is dead when its file or heading is not there', () => {
    expect(
      dead('[a](docs/nowhere.md)\n\n| a |\n| - |\n| [b](docs/home.md#two) [c](#one) |\n\n![d](../page.md)'),
    ).toEqual([
      'page.md:1: docs/nowhere.md',
      'page.md:5: docs/home.md#two',
      'page.md:5: #one',
      'page.md:7: ../page.md',
      'docs/home.md:5: ../nowhere.md',
    ]);
  });

  it('is alive when they are, or when it leads out into the world', () => {
    const alive = [
      'docs/home.md',
      './page.md',
      'docs/home.md#one',
      'docs/home.md#one-1',
      'https://example.org#a',
    ];
    alive.push('docs/home.md#the-code-too-100-', 'mailto:a@example.org');
    expect(dead(alive.map((href) => `[a](${href})`).join(' '))).toEqual(['docs/home.md:5: ../nowhere.md']);
  });
});

describe('a link between pages of the site', () => {
  const there = ['a/b.md', 'a/index.md'].map((path) => readPage(`apps/docs/pages/${path}`, '# One'));
  const dead = (path, ...links) => {
    const text = links.map((href) => `[x](${href})`).join('\n');
    return deadLinks([readPage(path, text), ...there], (file) => there.some((page) => page.path === file));
  };

  it('may be an address of the site', () => {
    expect(dead('apps/docs/pages/c.md', '/a/b', '/a/#one', '/a/b#one', '/reference/x/#y', 'a/b.md')).toEqual(
      [],
    );
    expect(dead('apps/docs/pages/c.md', '/a/c', '/a/b#two', '/a/b/')).toEqual([
      'apps/docs/pages/c.md:1: /a/c',
      'apps/docs/pages/c.md:2: /a/b#two',
      'apps/docs/pages/c.md:3: /a/b/',
    ]);
  });

  it('may lead to a heading that a page includes', () => {
    const includes = readPage('apps/docs/pages/d.md', '<!--@include: ../../../docs/d.md-->');
    const included = readPage('docs/d.md', '# One');
    const page = readPage('apps/docs/pages/c.md', '[x](d.md#one) [x](/d#two)');
    expect(deadLinks([page, includes, included])).toEqual(['apps/docs/pages/c.md:1: /d#two']);
  });

  it('means nothing elsewhere', () => {
    expect(dead('docs/c.md', '/a/b', '/reference/')).toEqual([
      'docs/c.md:1: /a/b',
      'docs/c.md:2: /reference/',
    ]);
  });
});

describe('a file name', () => {
  it('is missing when no file is called so', () => {
    const files = ['packages/tasks/src/task.ts', 'docs/decisions/1.md', 'package.json'];
    const present = ['tasks/src/task.ts', 'task.ts', 'packages/*/src', 'docs/decisions/', 'package.json'];
    const noPaths = ['a/b', 'asyncio.task', '1 / 2', './internal'];
    const missing = ['tasks/src/future.ts', 'ask.ts', 'packages/*/test', 'docs/guide'];
    const text = [...present, ...noPaths, ...missing].map((name) => `\`${name}\``).join('\n');
    expect(missingPaths(readPage('page.md', text), files)).toEqual([
      'page.md:10: tasks/src/future.ts',
      'page.md:11: ask.ts',
      'page.md:12: packages/*/test',
      'page.md:13: docs/guide',
    ]);
  });
});

describe('a command', () => {
  it('is found in shell blocks and code spans', () => {
    const page = readPage(
      'page.md',
      'Type `npm test`, `npx pnpm lint`.\n\n```sh\nls\nnpm start  # a tour\n```\n',
    );
    expect(commandsOf(page)).toEqual([
      { at: 'page.md:1', words: ['npm', 'test'] },
      { at: 'page.md:1', words: ['pnpm', 'lint'] },
      { at: 'page.md:5', words: ['npm', 'start'] },
    ]);
  });

  it.each([
    ['npm test'],
    ['npm test -- lint unit --bail'],
    ['npm run lint'],
    ['npm start -- --list'],
    ['npm install @asyncio-ts/docs-check'],
    ['pnpm vitest run'],
    ['pnpm --silent lint'],
    ['pnpm --filter @asyncio-ts/docs-check test'],
  ])('exists: %s', (command) => {
    expect(complaintAbout(command.split(' '), ['tooling/docs-check'])).toBeUndefined();
  });

  it.each([
    ['npm test -- lint coffee', 'npm test has no step coffee'],
    ['npm run coffee', 'asyncio-ts-monorepo has no script coffee'],
    ['npm install asyncio-ts @asyncio-ts/docs-check', 'no package asyncio-ts'],
    ['pnpm coffee', 'asyncio-ts-monorepo has no script coffee'],
    ['pnpm --filter @asyncio-ts/docs-check coffee', '@asyncio-ts/docs-check has no script coffee'],
    ['pnpm --filter @asyncio-ts/coffee test', 'no such package'],
  ])('does not exist: %s', (command, complaint) => {
    expect(complaintAbout(command.split(' '), ['tooling/docs-check'])).toBe(complaint);
  });
});

describe('a table', () => {
  it('is found by the heads of its columns', () => {
    const page = readPage(
      'page.md',
      '| a | b |\n| - | - |\n| 1 | 2 |\n\n| a | c |\n| - | - |\n| `x`, [y](z) | **`w`** |\n',
    );
    expect(tableOf(page, 'a', 'c')).toEqual([
      [
        { text: '`x`, [y](z)', code: ['x'], links: ['z'] },
        { text: '**`w`**', code: ['w'], links: [] },
      ],
    ]);
    expect(() => tableOf(page, 'c')).toThrow('page.md has no table with the columns c');
  });
});
