// What comes from others: nothing in what is published; and in what we work with, only what the lockfile pins.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  type Manifest,
  publishedPackages,
  ROOT,
  TemporaryFolder,
  workspacePackages,
} from '@asyncio-ts/workspace';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { packagesWithInstallScripts } from '../src/install-scripts.js';
import { disagreements, type Lockfile, notOfTheRegistry, type Workspace } from '../src/lockfile.js';
import { looseVersions } from '../src/loose-versions.js';
import { outsidersOf } from '../src/outsiders.js';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const lockfile = parse(read('pnpm-lock.yaml')) as Lockfile;
const workspace = parse(read('pnpm-workspace.yaml')) as Workspace;
const packages = workspacePackages();
const published = publishedPackages().map(({ name }) => name);

/** A package that asks for one thing. */
function asking(manifest: Partial<Manifest>) {
  return { path: 'packages/x', manifest: { name: 'x', version: '0.1.0', ...manifest } };
}

describe('a published package', () => {
  it.each(publishedPackages())(
    'takes nothing from outside, and runs nothing when installed: $path',
    (each) => {
      expect(outsidersOf(each, published)).toEqual([]);
    },
  );

  it.each<[string, Partial<Manifest>]>([
    ['packages/x depends on left-pad, which is no', { dependencies: { 'left-pad': '1.3.0' } }],
    ['packages/x asks for asyncio-ts as *: write workspace:^', { dependencies: { 'asyncio-ts': '*' } }],
    ['packages/x has peerDependencies', { peerDependencies: { 'left-pad': '1.3.0' } }],
    ['packages/x has optionalDependencies', { optionalDependencies: { 'left-pad': '1.3.0' } }],
    ['packages/x has a script postinstall', { scripts: { postinstall: 'node evil.js', test: 'vitest' } }],
  ])('is refused: %s', (complaint, manifest) => {
    expect(outsidersOf(asking(manifest), published)).toEqual([expect.stringContaining(complaint)]);
  });
});

describe('a version', () => {
  it('is exact wherever a package.json or the catalog names one', () => {
    const loose = packages.flatMap(({ path, manifest }) => [
      ...looseVersions(path, manifest.dependencies),
      ...looseVersions(path, manifest.devDependencies),
      ...looseVersions(path, manifest.optionalDependencies),
      ...looseVersions(path, manifest.peerDependencies),
    ]);
    expect(loose).toEqual([]);
  });

  it('that is a range is found', () => {
    const ranges = {
      a: '^1.0.0',
      b: '~1.0.0',
      c: '1.x',
      d: 'latest',
      e: 'github:a/b',
      f: '1.0.0',
      g: 'catalog:',
      h: 'npm:typescript@5.9.3',
      i: 'npm:@scope/a@5.9.3',
      j: 'workspace:^',
      k: 'catalog:named',
      l: 'workspace:other@*',
      m: 'npm:other@^1.0.0',
      n: 'npm:other',
    };
    expect(looseVersions('x', ranges).map((complaint) => complaint.split(' ')[3])).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
      'k',
      'l',
      'm',
      'n',
    ]);
  });
});

describe('pnpm-lock.yaml', () => {
  it('pins what the package.jsons and the workspace ask for', () => {
    expect(disagreements(lockfile, packages, workspace)).toEqual([]);
  });

  it('has packages of the registry only, each with the hash of its bytes', () => {
    expect(Object.keys(lockfile.packages).length).toBeGreaterThan(100);
    expect(notOfTheRegistry(lockfile)).toEqual([]);
  });

  it('is refused with a package from elsewhere', () => {
    const integrity = 'sha512-AAAA';
    const tarball = 'https://example.org/a.tgz';
    const strangers = notOfTheRegistry({
      packages: {
        a: { resolution: { integrity, tarball } },
        b: { resolution: { integrity: 'sha1-AAAA' } },
        c: { resolution: { integrity } },
      },
    });
    expect(strangers).toEqual([`a is not the registry's: {"tarball":"${tarball}"}`, 'b has no sha512']);
  });

  it('is refused when a package.json has gone on without it', () => {
    const locked = {
      importers: {
        '.': {},
        'packages/x': { devDependencies: { a: { specifier: '1.0.0', version: '1.0.0' } } },
      },
    };
    const changed = [asking({ devDependencies: { a: '1.0.1' } }), { ...asking({}), path: 'packages/y' }];
    expect(disagreements({ ...locked, packages: {} }, changed, { overrides: { b: '2.0.0' } })).toEqual([
      'the lockfile has ., which is not there',
      'devDependencies of packages/x: a is 1.0.1, locked 1.0.0',
      'the lockfile lacks packages/y: pnpm install',
      'overrides: b is 2.0.0, locked not',
    ]);
  });
});

describe('an install script', () => {
  // Whoever is new here is decided on by name: what does its script do, and does it work without? fsevents is for macOS.
  const known = ['esbuild', 'fsevents'];

  it('belongs to a package that is known', () => {
    const found = packagesWithInstallScripts(join(ROOT, 'node_modules', '.pnpm'));
    expect(found).toContain('esbuild'); // or nothing was looked at
    expect(found.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('is run for nobody', () => {
    expect(workspace.allowBuilds).toEqual({ esbuild: false });
  });

  it('is found, with the package that wants to run it', () => {
    using folder = new TemporaryFolder('store');
    const store = folder.path;
    const add = (path: string, manifest: object): void => {
      mkdirSync(join(store, path), { recursive: true });
      writeFileSync(join(store, path, 'package.json'), JSON.stringify(manifest));
    };
    add('a@1.0.0/node_modules/a', { name: 'a', scripts: { postinstall: 'node a.js', test: 'x' } });
    add('@s+b@1.0.0/node_modules/@s/b', { name: '@s/b', scripts: { preinstall: 'node b.js' } });
    add('c@1.0.0/node_modules/c', { name: 'c', scripts: { test: 'x', prepare: 'tsc' } });
    add('d@1.0.0/node_modules/d', { name: 'd' });
    writeFileSync(join(store, 'd@1.0.0/node_modules/d/binding.gyp'), '{}');
    // a dependency of c, looked at where it lies
    symlinkSync(join(store, 'a@1.0.0/node_modules/a'), join(store, 'c@1.0.0/node_modules/a'), 'junction');
    expect(packagesWithInstallScripts(store)).toEqual(['@s/b', 'a', 'd']);
  });
});
