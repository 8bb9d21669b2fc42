// What an installation brings and does: what was asked for, by settings that somebody has decided on, and nothing else.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, TemporaryFolder, workspacePackages } from '@asyncio-ts/workspace';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { exchanged } from '../src/locked-versions.js';
import type { Lockfile, Workspace } from '../src/lockfile.js';
import { folderComplaints, settingComplaints } from '../src/package-managers.js';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const lockfile = parse(read('pnpm-lock.yaml')) as Lockfile;
const workspace = parse(read('pnpm-workspace.yaml')) as Workspace;
const packages = workspacePackages();

describe('what is locked', () => {
  it('is what was asked for', () => {
    expect(exchanged(lockfile, packages)).toEqual([]);
  });

  const described = [
    { path: 'packages/x', manifest: { name: 'x', version: '0.1.0' } },
    { path: 'tooling/y', manifest: { name: 'y', version: '0.1.0' } },
  ];
  const locking = (specifier: string, version: string): Lockfile => ({
    catalogs: { default: { a: { specifier: '1.0.0', version: '1.0.0' } } },
    importers: {
      'packages/x': {
        devDependencies: { [/^(?:workspace|link)/.test(specifier) ? 'y' : 'a']: { specifier, version } },
      },
    },
    packages: {},
  });

  it.each([
    ['1.0.0', '1.0.0'],
    ['1.0.0', '1.0.0(b@2.0.0(c@3.0.0))(d@4.0.0)'],
    ['catalog:', '1.0.0(b@2.0.0)'],
    ['npm:@s/b@1.0.0', '@s/b@1.0.0(c@3.0.0)'],
    ['workspace:^', 'link:../../tooling/y'],
  ])('may be, for %s, %s', (specifier, version) => {
    expect(exchanged(locking(specifier, version), described)).toEqual([]);
  });

  it.each([
    ['1.0.0', 'evil@1.0.0'],
    ['1.0.0', '1.0.1'],
    ['1.0.0', 'link:../../tooling/y'],
    ['catalog:', '1.0.1'],
    ['catalog:other', '1.0.0'],
    ['npm:b@1.0.0', 'evil@1.0.0'],
    ['workspace:^', '1.0.0'],
    ['workspace:^', 'link:../../../elsewhere'],
    ['workspace:^', 'link:../x'],
  ])('may not be, for %s, %s', (specifier, version) => {
    expect(exchanged(locking(specifier, version), described)).toEqual([
      expect.stringMatching(/^packages\/x: \w is asked for as .*, locked /),
    ]);
  });

  it('is so in the catalog, too, and there is but one', () => {
    const evil = { a: { specifier: '1.0.0', version: 'evil@1.0.0' } };
    expect(exchanged({ catalogs: { default: evil, other: evil }, importers: {}, packages: {} }, [])).toEqual([
      'the lockfile has a catalog other: there is only the default one',
      'the catalog: a is asked for as 1.0.0, locked evil@1.0.0',
    ]);
  });
});

describe('an installation', () => {
  it('does nothing but what is decided on', () => {
    expect(settingComplaints(workspace)).toEqual([]);
    expect(packages.flatMap(folderComplaints)).toEqual([]);
    expect(packages[0]?.manifest).toHaveProperty(
      'packageManager',
      expect.stringMatching(/^pnpm@\d+\.\d+\.\d+$/),
    );
  });

  it.each([
    'catalogs',
    'patchedDependencies',
    'configDependencies',
    'packageExtensions',
    'onlyBuiltDependencies',
    'dangerouslyAllowAllBuilds',
    'pnpmfile',
    'registries',
  ])('is not changed by the setting %s', (key) => {
    expect(settingComplaints({ ...workspace, [key]: {} })).toEqual([
      expect.stringMatching(`^pnpm-workspace.yaml has ${key}: `),
    ]);
  });

  it.each(['^2.7.0', 'npm:evil@2.7.0', 'latest', '-', '$a', 'catalog:', 'https://example.org/a.tgz'])(
    'is not given another package for the name: %s',
    (version) => {
      const ranges = { a: version };
      expect(settingComplaints({ ...workspace, overrides: ranges })).toEqual([
        `overrides makes a ${version}: write the exact version`,
      ]);
      expect(settingComplaints({ ...workspace, catalog: ranges })).toHaveLength(1);
    },
  );

  it('takes no packages from elsewhere', () => {
    expect(settingComplaints({ ...workspace, packages: ['packages/*', '../*'] })).toHaveLength(1);
  });

  it.each(['.npmrc', '.pnpmfile.cjs', '.pnpmfile.mjs'])('is not changed by a file %s', (file) => {
    using folder = new TemporaryFolder('files');
    writeFileSync(join(folder.path, file), '');
    expect(
      folderComplaints({ path: 'packages/x', root: folder.path, manifest: { name: 'x', version: '0.1.0' } }),
    ).toEqual([expect.stringContaining(`packages/x has ${file}, which`)]);
  });

  it('is not changed by any package.json of the workspace, and runs nothing of it', () => {
    const scripts = {
      preinstall: 'x',
      install: 'x',
      postinstall: 'x',
      prepare: 'x',
      pretest: 'x',
      'predocs:dev': 'x',
    };
    const manifest = { name: 'x', version: '0.1.0', scripts, pnpm: {}, resolutions: {} };
    using folder = new TemporaryFolder('files');
    expect(folderComplaints({ path: 'tooling/x', root: folder.path, manifest })).toEqual([
      'tooling/x/package.json has pnpm',
      'tooling/x/package.json has resolutions',
      'tooling/x has a script preinstall, which pnpm install would run',
      'tooling/x has a script install, which pnpm install would run',
      'tooling/x has a script postinstall, which pnpm install would run',
      'tooling/x has a script prepare, which pnpm install would run',
    ]);
  });
});
