import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import {
  allDependentsOf,
  closureOf,
  dependentsOf,
  entriesOf,
  filesIn,
  folderCalled,
  folders,
  installScriptsOf,
  nameOf,
  publishedPackages,
  TemporaryFolder,
  unbuilt,
  workspacePackages,
} from '../src/index.js';

describe('the packages', () => {
  it('are those of the table, under the names it has for them', () => {
    const packages = publishedPackages();
    expect(packages.map(({ folder }) => folder)).toEqual([...folders].sort());
    expect(packages.map(({ name }) => name)).toEqual(packages.map(({ folder }) => nameOf(folder)));
  });

  it('are found by folder and by name', () => {
    expect([folderCalled('sync'), folderCalled('@asyncio-ts/sync')]).toEqual(['sync', 'sync']);
    expect([folderCalled('asyncio-ts'), nameOf('asyncio')]).toEqual(['asyncio', 'asyncio-ts']);
    expect(folderCalled('syncs')).toBeUndefined();
  });

  it('of the workspace are the root and all tools, too', () => {
    const paths = workspacePackages().map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['.', 'packages/sync', 'apps/docs', 'tooling/workspace', 'tooling/graph']),
    );
    expect(paths).not.toContain('tooling/types'); // a folder without a package.json
  });

  it('are not built when there is nothing in dist', () => {
    using top = new TemporaryFolder('unbuilt');
    for (const folder of ['a', 'b']) {
      mkdirSync(join(top.path, 'packages', folder, 'dist'), { recursive: true });
      writeFileSync(join(top.path, 'packages', folder, 'package.json'), '{}');
    }
    writeFileSync(join(top.path, 'packages/a/dist/index.js'), '');
    expect(unbuilt(publishedPackages(top.path)).map(({ folder }) => folder)).toEqual(['b']);
    expect(filesIn(top.path)).toEqual([
      'packages/a/dist/index.js',
      'packages/a/package.json',
      'packages/b/package.json',
    ]);
  });

  it('can be imported by each entry but package.json', () => {
    const exports = { '.': {}, './internal': {}, './package.json': './package.json' };
    expect(entriesOf({ name: 'a', exports })).toEqual(['a', 'a/internal']);
  });
});

describe('who needs whom', () => {
  it('downwards is what the row allows, and what those rows allow', () => {
    expect(closureOf(['contextvars'])).toEqual(['contextvars']);
    expect(closureOf(['queues'])).toEqual(['contextvars', 'loop', 'tasks', 'sync', 'queues']);
    expect(closureOf(folders)).toEqual(folders);
    expect(closureOf(['asyncio'])).not.toContain('testing');
  });

  it('upwards is whose row has it, or leads to it', () => {
    expect([...dependentsOf('sync')].sort()).toEqual(['asyncio', 'queues', 'testing']);
    expect(dependentsOf('loop')).not.toContain('sync');
    expect(allDependentsOf('loop')).toContain('sync');
    expect(allDependentsOf('asyncio')).toEqual([]);
  });

  it('has everybody behind what its package.json depends on', () => {
    for (const { folder, manifest } of publishedPackages()) {
      const before = folders.slice(0, folders.indexOf(folder)).map(nameOf);
      expect(before).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies ?? {})));
    }
  });
});

describe('what npm runs when it installs a package', () => {
  it('are three scripts, and what compiles; not what is for other moments', () => {
    const all = ['preinstall', 'install', 'postinstall', 'prepare', 'prepack', 'test'];
    const scripts = Object.fromEntries(all.map((name) => [name, 'node mischief.js']));
    expect(installScriptsOf({ scripts }, ['index.js', 'binding.gyp', 'src/binding.gyp'])).toEqual([
      'preinstall',
      'install',
      'postinstall',
      'binding.gyp',
    ]);
    expect(installScriptsOf({}, [])).toEqual([]);
  });
});
