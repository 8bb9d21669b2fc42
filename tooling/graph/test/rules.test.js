// Tries wrong imports on a repository made for it, in which every package is installed everywhere, so that nothing but
// the rules stands in the way.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { cruise } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import config from '../../../.dependency-cruiser.js';
import { entriesOf, imports, nameOf } from '../src/table.js';

const testKit = '@asyncio-ts/test-kit';
const repo = realpathSync(mkdtempSync(join(tmpdir(), 'graph-')));

function write(path, content) {
  mkdirSync(dirname(join(repo, path)), { recursive: true });
  writeFileSync(join(repo, path), content);
}

function install(folder, name, target) {
  const link = join(repo, 'packages', folder, 'node_modules', name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(target, link, 'junction');
}

/** What the rules say to one file with this content: the names of the broken ones. */
async function refusals(path, content) {
  write(path, content);
  const { output } = await cruise([path], {
    ...config.options,
    ruleSet: { forbidden: config.forbidden },
    validate: true,
    baseDir: repo,
  });
  rmSync(join(repo, path));
  return output.summary.violations.map(({ rule }) => rule.name);
}

beforeAll(() => {
  write('elsewhere/left-pad/package.json', '{ "name": "left-pad", "main": "index.js" }');
  write('elsewhere/left-pad/index.js', 'export {};');
  write(
    'tooling/test-kit/package.json',
    JSON.stringify({ name: testKit, type: 'module', exports: { '.': './src/index.ts' } }),
  );
  write('tooling/test-kit/src/index.ts', 'export {};');
  for (const folder of Object.keys(imports)) {
    const entries = entriesOf(folder).map((entry) => [
      entry === 'index' ? '.' : `./${entry}`,
      { '@asyncio-ts/source': `./src/${entry}.ts`, default: `./dist/${entry}.js` },
    ]);
    write(
      `packages/${folder}/package.json`,
      JSON.stringify({ name: nameOf(folder), type: 'module', exports: Object.fromEntries(entries) }),
    );
    for (const entry of entriesOf(folder)) write(`packages/${folder}/src/${entry}.ts`, 'export {};');
    write(`packages/${folder}/src/deep.ts`, 'export {};');
    write(`packages/${folder}/dist/index.js`, 'export {};');
    install(folder, 'left-pad', join(repo, 'elsewhere/left-pad'));
    for (const other of Object.keys(imports)) install(folder, nameOf(other), join(repo, 'packages', other));
    install(folder, testKit, join(repo, 'tooling/test-kit'));
  }
});
afterAll(() => rmSync(repo, { recursive: true }));

describe('allows', () => {
  it.each([
    ['a file of its own', 'sync', "import './deep.js';"],
    ['a package of its row', 'sync', "import '@asyncio-ts/tasks';"],
    ["a sibling's ./internal", 'sync', "import '@asyncio-ts/tasks/internal';"],
    ['every part, for the umbrella', 'asyncio', "export { a } from '@asyncio-ts/queues';"],
  ])('%s', async (_, folder, content) => {
    expect(await refusals(`packages/${folder}/src/lock.ts`, content)).toEqual([]);
  });

  it.each([
    ['the test kit, in a test', "import '@asyncio-ts/test-kit';"],
    ['testing, in a test', "import '@asyncio-ts/testing';"],
  ])('%s', async (_, content) => {
    expect(await refusals('packages/loop/test/event-loop.test.ts', content)).toEqual([]);
  });

  it('a circle of types alone', async () => {
    write('packages/sync/src/one.ts', "import type { Two } from './two.js'; export type One = Two;");
    const two = "import './one.js'; export type Two = 2;";
    expect(await refusals('packages/sync/src/two.ts', two)).toEqual([]);
  });
});

describe('refuses', () => {
  it.each([
    ['a package outside its row', 'sync', "import '@asyncio-ts/structured';"],
    ['a package two rows down', 'sync', "import '@asyncio-ts/loop';"],
    ['a package above it', 'loop', "import '@asyncio-ts/tasks';"],
    ['a type from outside its row', 'sync', "import type { A } from '@asyncio-ts/loop';"],
    ['a re-export from outside its row', 'sync', "export { a } from '@asyncio-ts/loop';"],
    ['an import() from outside its row', 'sync', "await import('@asyncio-ts/loop');"],
    ['testing, from the umbrella', 'asyncio', "import '@asyncio-ts/testing';"],
    ['./internal, from the umbrella', 'asyncio', "export { a } from '@asyncio-ts/tasks/internal';"],
    ['a Node builtin', 'sync', "import 'node:fs';"],
    ['a Node builtin by its old name', 'sync', "import 'fs';"],
    ['a package from npm', 'sync', "import 'left-pad';"],
  ])('%s', async (_, folder, content) => {
    expect(await refusals(`packages/${folder}/src/lock.ts`, content)).toContain(`row-of-${folder}`);
  });

  it.each([
    ['a file that is no entry', "import '@asyncio-ts/tasks/src/deep.js';"],
    ["a sibling's ./internal that is none", "import '@asyncio-ts/structured/internal';"],
    ['a file that does not exist', "import './nowhere.js';"],
  ])('%s', async (_, content) => {
    expect(await refusals('packages/queues/src/queue.ts', content)).toContain('no-unresolvable');
  });

  it.each([
    ['a path into a sibling', 'packages/sync/src/lock.ts', "import '../../tasks/src/index.js';"],
    ["a path into a sibling's dist", 'packages/sync/src/lock.ts', "import '../../tasks/dist/index.js';"],
    ['the same from a test', 'packages/sync/test/lock.test.ts', "import '../../tasks/src/deep.js';"],
    [
      'a path into the test kit',
      'packages/sync/test/lock.test.ts',
      "import '../../../tooling/test-kit/src/index.js';",
    ],
    ['the same from an app', 'apps/examples/src/main.ts', "import '../../../packages/tasks/src/index.js';"],
  ])('%s', async (_, path, content) => {
    expect(await refusals(path, content)).toContain('no-path-into-a-sibling');
  });

  it.each(['tasks', 'testing', 'asyncio'])('the test kit, in the source of %s', async (folder) => {
    const rules = await refusals(`packages/${folder}/src/lock.ts`, "import '@asyncio-ts/test-kit';");
    expect(rules.sort()).toEqual([`row-of-${folder}`, 'tests-only']);
  });

  it('the test kit, in the source of an app', async () => {
    const path = '../../../tooling/test-kit/src/index.js';
    expect(await refusals('apps/examples/src/main.ts', `import '${path}';`)).toContain('tests-only');
  });

  it('a circle of files', async () => {
    write('packages/sync/src/one.ts', "import './two.js';");
    expect(await refusals('packages/sync/src/two.ts', "import './one.js';")).toContain('no-circle');
  });
});
