// The table against everything that repeats it.
import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { drawing, drawn } from '../src/draw.js';
import { entriesOf, imports, nameOf } from '../src/table.js';

const packages = new URL('../../../packages/', import.meta.url);
const manifestOf = (folder) => JSON.parse(readFileSync(new URL(`${folder}/package.json`, packages), 'utf8'));

it('has a row for every package', () => {
  expect(readdirSync(packages).sort()).toEqual(Object.keys(imports).sort());
});

it('has no circle', () => {
  const reach = (folder, path) => {
    expect(path).not.toContain(folder);
    for (const next of imports[folder]) reach(next, [...path, folder]);
  };
  for (const folder of Object.keys(imports)) reach(folder, []);
});

it('is what ARCHITECTURE.md draws (else run: pnpm --filter @asyncio-ts/graph draw)', () => {
  expect(drawn()).toBe(drawing());
});

describe.each(Object.keys(imports))('packages/%s/package.json', (folder) => {
  const manifest = manifestOf(folder);

  it('bears the name of the table', () => {
    expect(manifest.name).toBe(nameOf(folder));
    expect(manifest.repository.directory).toBe(`packages/${folder}`);
  });

  it('depends on its row and on nothing else', () => {
    const row = Object.fromEntries(imports[folder].map((other) => [nameOf(other), 'workspace:^']));
    expect(manifest.dependencies ?? {}).toEqual(row);
    expect(manifest).not.toHaveProperty('peerDependencies');
    expect(manifest).not.toHaveProperty('optionalDependencies');
  });

  it('exports its entries, and publishes them without the source condition', () => {
    const built = (entry) => ({ types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` });
    const keyed = (valueOf) => ({
      ...Object.fromEntries(entriesOf(folder).map((e) => [e === 'index' ? '.' : `./${e}`, valueOf(e)])),
      './package.json': './package.json',
    });
    expect(manifest.exports).toEqual(keyed((e) => ({ '@asyncio-ts/source': `./src/${e}.ts`, ...built(e) })));
    expect(manifest.publishConfig).toEqual({ access: 'public', exports: keyed(built) });
  });

  it('is an ES module without side effects, for the Nodes we test', () => {
    expect(manifest).toMatchObject({
      type: 'module',
      sideEffects: false,
      files: expect.arrayContaining(['dist', 'src', 'CHANGELOG.md']),
      engines: { node: '^20.19 || >=22.12' },
      license: 'MIT',
    });
  });
});
