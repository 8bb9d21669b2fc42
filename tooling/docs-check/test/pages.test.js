// The pages of this repository: what they show runs, what they link to exists, what they say is so.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { beforeAll, describe, expect, it } from 'vitest';

import { guideSidebar } from '../../../apps/docs/.vitepress/sidebar.js';
import { blocksOf, expectedOutput } from '../src/blocks.js';
import { commandsOf, complaintAbout } from '../src/commands.js';
import { typeErrors } from '../src/compile.js';
import { deadLinks } from '../src/links.js';
import { allPages, repositoryFiles, root } from '../src/pages.js';
import { missingPaths } from '../src/paths.js';
import { runAll } from '../src/run.js';
import { programProblems, sidebarProblems } from '../src/site-pages.js';
import { tableOf, tablesOf } from '../src/tables.js';

const conditions = process.env.TEST_DIST ? [] : ['@asyncio-ts/source'];
const pages = allPages();
const page = (path) => pages.find((each) => each.path === path);
const read = (path) => readFileSync(root + path, 'utf8');
const foldersIn = (folder) =>
  readdirSync(root + folder).filter((name) => existsSync(`${root}${folder}/${name}/package.json`));

describe('code on pages', () => {
  const blocks = pages.flatMap(blocksOf);
  const programs = blocks.filter(({ run }) => run);
  let outcomes;
  beforeAll(async () => {
    outcomes = await runAll(programs, conditions, ({ code }, { stdout, stderr, exit }) => {
      return stdout === expectedOutput(code) && stderr === '' && exit === 0;
    });
  }, 240_000);

  it('is compiled and run, or says why not', () => {
    expect(blocks.filter(({ problem }) => problem).map(({ at, problem }) => `${at}: ${problem}`)).toEqual([]);
  });

  it('compiles', { timeout: 60_000 }, () => {
    const compiled = blocks.filter((block) => block.compiled);
    expect(typeErrors(compiled, conditions)).toEqual([]);
  });

  it.each(programs)('runs, and prints what the page says: $at', ({ at, code }) => {
    expect(outcomes.get(at)).toEqual({ stdout: expectedOutput(code), stderr: '', exit: 0 });
  });
});

describe('a link', () => {
  it('leads to a file or a heading that exists', () => {
    expect(deadLinks(pages)).toEqual([]);
  });
});

describe('a page of the site', () => {
  it('shows programs that there are', () => {
    const files = repositoryFiles();
    expect(pages.flatMap((each) => programProblems(each, files))).toEqual([]);
  });

  it('is in the sidebar, which has no other', () => {
    expect(sidebarProblems(guideSidebar, pages)).toEqual([]);
  });
});

describe('what pages say of the repository', () => {
  const packages = foldersIn('packages');

  it('README.md lists every package, under its name', () => {
    const rows = tableOf(page('README.md'), 'package', 'what it has');
    const listed = rows.map(([{ code, links }]) => [links[0], code[0]]).sort();
    expect(listed).toEqual(packages.map((folder) => [`packages/${folder}`, nameOf(folder)]));
  });

  it('the README of the umbrella lists every package but itself', () => {
    const rows = tableOf(page('packages/asyncio/README.md'), 'package', 'what it has');
    const others = packages.filter((folder) => folder !== 'asyncio');
    expect(rows.map(([{ code }]) => code[0]).sort()).toEqual(others.map(nameOf));
  });

  it.each(['README.md', 'packages/asyncio/README.md'])('%s says of packages what they export', (path) => {
    for (const [name, has] of tableOf(page(path), 'package', 'what it has')) {
      const folder = packages.find((each) => nameOf(each) === name.code[0]);
      if (folder !== 'asyncio') expect(notExported(`packages/${folder}`, has.code)).toEqual([]);
    }
  });

  it('README.md names the versions of Node that the packages want', () => {
    for (const folder of packages) expect(read('README.md')).toContain(manifestOf(folder).engines.node);
  });

  it('every package has a README that begins with its name', () => {
    const titles = packages.map((folder) => page(`packages/${folder}/README.md`)?.nodes[0].token.text);
    expect(titles).toEqual(packages.map(nameOf));
  });

  it('ARCHITECTURE.md lists every package, what it exports, and files to begin with', () => {
    const rows = tableOf(page('ARCHITECTURE.md'), 'folder', 'one line', 'begin reading at');
    const folders = rows.flatMap(([folder]) => folder.code);
    expect(folders).toEqual(expect.arrayContaining(packages.map((name) => `packages/${name}`)));
    expect(folders.filter((folder) => !existsSync(root + folder))).toEqual([]);
    for (const [folder, line, begin] of rows) {
      const places = folder.code.flatMap((name) => [`${name}/`, `${name}/src/`]);
      const isThere = (file) => places.some((place) => existsSync(root + place + file));
      expect(begin.code.filter((file) => !isThere(file))).toEqual([]);
      if (folder.code[0].startsWith('packages/')) expect(notExported(folder.code[0], line.code)).toEqual([]);
    }
  });

  it('ARCHITECTURE.md names methods that are in the files beside them', () => {
    for (const [what, start] of tableOf(page('ARCHITECTURE.md'), '…', 'start at')) {
      const files = start.code.filter((name) => name.includes('.'));
      const sources = repositoryFiles().filter((path) => files.some((file) => path.endsWith(`/${file}`)));
      const text = sources.map(read).join('\n');
      const methods = start.code.filter((name) => /^[#_]?\w+$/.test(name) && !packages.includes(name));
      expect(methods.filter((name) => !text.includes(name), what.text)).toEqual([]);
    }
  });

  const withTables = pages.filter((each) => tablesOf(each, 'Python', 'here').length > 0);
  it.each(withTables)('the tables of what Python has and what is here name what there is: $path', (each) => {
    const own = /^packages\/(?!asyncio\/)[^/]+\//.exec(each.path)?.[0] ?? 'packages/';
    const sources = repositoryFiles().filter((path) => path.startsWith(own) && path.includes('/src/'));
    const words = new Set(sources.flatMap((path) => read(path).match(/\w+/g)));
    const names = tablesOf(each, 'Python', 'here')
      .flat()
      .flatMap(([, here]) => here.code.flatMap(calledIn));
    expect(names.filter((name) => !words.has(name) && !(name in globalThis) && name !== 'None')).toEqual([]);
  });

  it('every file that they name exists', () => {
    const files = repositoryFiles();
    expect(pages.flatMap((each) => missingPaths(each, files))).toEqual([]);
  });

  it('every command that they tell to type exists', () => {
    const folders = ['packages', 'apps', 'tooling'].flatMap((top) =>
      foldersIn(top).map((name) => `${top}/${name}`),
    );
    const complaints = pages.flatMap(commandsOf).flatMap(({ at, words }) => {
      const complaint = complaintAbout(words, folders);
      return complaint === undefined ? [] : `${at}: ${words.join(' ')}: ${complaint}`;
    });
    expect(complaints).toEqual([]);
  });
});

function manifestOf(folder) {
  return JSON.parse(read(`packages/${folder}/package.json`));
}

function nameOf(folder) {
  return manifestOf(folder).name;
}

/** Which of `names` the package's entry, a list of names, does not have; what is no name is left out. */
function notExported(folder, names) {
  const entry = read(`${folder}/src/index.ts`);
  return names.filter((name) => /^\w+$/.test(name) && !new RegExp(`\\b${name}\\b`).test(entry));
}

/** The names of functions and classes in a bit of code: what is called, or stands alone. One letter stands for any. */
function calledIn(code) {
  return code.match(/^\w{2,}$|\b\w{2,}(?=[(<])/g) ?? [];
}
