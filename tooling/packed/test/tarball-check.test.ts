import type { Manifest } from '@asyncio-ts/workspace';
import { describe, expect, it } from 'vitest';

import { foreignReferences, strayKeys } from '../src/allowed.js';
import { checkFiles, checkManifest, checkMaps, renamedClasses, type Shipped } from '../src/tarball-check.js';

const good: Shipped = {
  manifest: {
    name: '@asyncio-ts/sync',
    version: '0.1.0',
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
    scripts: { build: 'tsup' },
    dependencies: { '@asyncio-ts/tasks': '^0.1.0' },
  },
  files: [
    'LICENSE',
    'README.md',
    'dist/index.d.ts',
    'dist/index.js',
    'dist/index.js.map',
    'package.json',
    'src/index.ts',
    'src/lock.ts',
  ],
  maps: { 'dist/index.js.map': { sources: ['../src/lock.ts', '../src/index.ts'] } },
  declarations: { 'dist/index.d.ts': '/// <reference lib="esnext.disposable" />\nexport {};\n' },
};

const without = (...gone: string[]): Shipped => ({
  ...good,
  files: good.files.filter((path) => !gone.includes(path)),
});
const saying = (more: Partial<Manifest>): Shipped => ({ ...good, manifest: { ...good.manifest, ...more } });

describe('a tarball', () => {
  it('with everything it should have has no complaints', () => {
    expect([...checkFiles(good), ...checkManifest(good), ...checkMaps(good)]).toEqual([]);
    expect([...strayKeys(good.manifest), ...foreignReferences(good.declarations)]).toEqual([]);
  });

  it('must ship what it exports, under every condition', () => {
    expect(checkFiles(without('dist/index.d.ts'))).toEqual([
      './dist/index.d.ts is exported but not shipped; pnpm build makes what is in dist',
    ]);
    const exports = { '.': { unheardOf: { deep: './dist/deep.js' } } };
    expect(checkFiles(saying({ exports }))).toHaveLength(1);
  });

  it('must have a README and a licence', () => {
    expect(checkFiles(without('README.md', 'LICENSE'))).toEqual([
      'README.md is missing',
      'LICENSE is missing',
    ]);
  });

  it('must not have tests', () => {
    const files = [...good.files, 'test/lock.test.ts', 'src/test/deep.ts', 'src/latest/fine.ts'];
    expect(checkFiles({ ...good, files })).toEqual([
      'test/lock.test.ts should stay home',
      'src/test/deep.ts should stay home',
    ]);
  });

  it.each([
    'binding.gyp',
    'secret.env',
    '.npmrc',
    'index.js',
    'dist/index.cjs',
    'dist/index.d.ts.map',
    'dist/notes.txt',
    'src/lock.test.ts',
    'src/lock.spec.ts',
    'src/global.d.ts',
    'src/lock.js',
    'AGENTS.md',
    'llms.txt',
    'docs/README.md',
  ])('must not have %s', (path) => {
    expect(checkFiles({ ...good, files: [...good.files, path] })).toEqual([`${path} should stay home`]);
  });

  it('of the umbrella has texts for models', () => {
    const files = [...good.files, 'AGENTS.md', 'llms.txt', 'CHANGELOG.md'];
    expect(checkFiles({ ...saying({ name: 'asyncio-ts' }), files })).toEqual([]);
  });
});

describe('its package.json', () => {
  it.each(['workspace:^', 'catalog:', 'link:../tasks'])('must not say %s', (range) => {
    expect(checkManifest(saying({ dependencies: { '@asyncio-ts/tasks': range } }))).toEqual([
      `package.json says "${range}", which means nothing outside the workspace`,
    ]);
  });

  it('must not have the condition that leads to sources', () => {
    const exports = { '.': { '@asyncio-ts/source': './src/index.ts', default: './dist/index.js' } };
    expect(checkManifest(saying({ exports }))).toEqual(['package.json has the condition @asyncio-ts/source']);
  });

  it('must make npm run nothing, with a script or without', () => {
    const shipped = saying({ scripts: { postinstall: 'node mischief.js' } });
    expect(checkManifest({ ...shipped, files: [...good.files, 'binding.gyp'] })).toEqual([
      'it has postinstall: installing a package must run nothing',
      'it has binding.gyp: installing a package must run nothing',
    ]);
  });

  it.each(['dependencies', 'peerDependencies', 'optionalDependencies'] as const)(
    'must not have a stranger in its %s',
    (kind) => {
      expect(checkManifest(saying({ [kind]: { 'left-pad': '^1.0.0', 'asyncio-ts': '^0.1.0' } }))).toEqual([
        'package.json needs left-pad, which is none of these packages',
      ]);
    },
  );
});

describe('its package.json, by name,', () => {
  it.each([
    'os',
    'cpu',
    'libc',
    'main',
    'module',
    'types',
    'browser',
    'directories',
    'bin',
    'man',
    'deprecated',
  ])('must not have %s', (key) => {
    expect(strayKeys({ ...good.manifest, [key]: {} })).toEqual([
      `package.json has ${key}, which no package has here`,
    ]);
  });

  it('must ask for no engine but Node, and for no registry', () => {
    const engines = { node: '>=20', npm: '>=99' };
    const publishConfig = { access: 'public', registry: 'https://example.org' };
    expect(strayKeys({ ...good.manifest, engines, publishConfig } as Manifest)).toEqual([
      'package.json asks for the engine npm: only node may be there',
      'publishConfig is {"access":"public","registry":"https://example.org"} when packed, not {"access":"public"}',
    ]);
  });

  it.each(['npm:left-pad@1.3.0', '*', 'https://example.org/a.tgz'])(
    'must not ask for another as %s',
    (range) => {
      expect(checkManifest(saying({ dependencies: { '@asyncio-ts/tasks': range } }))).toEqual([
        `package.json asks for @asyncio-ts/tasks as ${range}, which is no range like ^0.1.0`,
      ]);
    },
  );
});

describe('its declarations', () => {
  it.each(['types="node"', 'path="../src/lock.ts"', 'lib="dom"', "types='node'"])(
    'must not refer to %s',
    (reference) => {
      const line = `/// <reference ${reference} />`;
      const text = `/// <reference lib="esnext.disposable" />\n${line}\nexport {};\n`;
      expect(foreignReferences({ 'dist/index.d.ts': text })).toEqual([`dist/index.d.ts says ${line}`]);
    },
  );
});

describe('its source maps', () => {
  it('must be there', () => {
    expect(checkMaps({ ...without('dist/index.js.map'), maps: {} })).toEqual([
      'dist/index.js has no source map',
    ]);
  });

  it('must point at sources that are shipped', () => {
    expect(checkMaps(without('src/lock.ts'))).toEqual([
      'dist/index.js.map points at ../src/lock.ts, which is not shipped',
    ]);
  });

  it('must carry no copies of them', () => {
    const map = { sources: ['../src/index.ts'], sourcesContent: ['export {};'] };
    expect(checkMaps({ ...good, maps: { 'dist/index.js.map': map } })).toEqual([
      'dist/index.js.map carries copies of its sources',
    ]);
  });
});

describe('a class', () => {
  it('must be called as it is exported', () => {
    const Task = class _Task {
      readonly done = false;
    };
    const Future = class Future {
      readonly done = false;
    };
    expect(renamedClasses({ Task, Future, run: () => undefined, VERSION: '1' })).toEqual([
      'Task is called _Task when built',
    ]);
  });
});
