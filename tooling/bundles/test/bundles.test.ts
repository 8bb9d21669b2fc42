// Both bundlers on packages that do what ours must not. The packages are made here: a test needs no build.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { TemporaryFolder } from '@asyncio-ts/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { withApp } from '../src/app.js';
import { loadersIn } from '../src/browser.js';
import { esbuild } from '../src/esbuild.js';
import { importEffects } from '../src/import-effects.js';
import { packageNamed, packages, reachOf } from '../src/packages.js';
import { rollup } from '../src/rollup.js';
import { broughtBesides } from '../src/shaking.js';

const scripts = {
  quiet: 'export const used = () => 1; export const unused = () => "unused";',
  loud: 'globalThis.loud = true; export const used = () => 1;',
  nodes: 'import { readFileSync } from "fs"; export const used = () => readFileSync;',
  outer: 'import { used } from "quiet"; export const outer = () => used() + 1;',
  lost: 'import { used } from "nowhere"; export const lost = used;',
};

let folder: TemporaryFolder;
const installed = Object.keys(scripts).map((name) => ({ name, root: '' }));

beforeAll(() => {
  folder = new TemporaryFolder('bundles');
  for (const one of installed) {
    one.root = join(folder.path, 'node_modules', one.name);
    const manifest = { name: one.name, type: 'module', exports: './index.js', sideEffects: false };
    write(join(one.root, 'package.json'), JSON.stringify(manifest));
    write(join(one.root, 'index.js'), scripts[one.name as keyof typeof scripts]);
  }
});

afterAll(() => {
  folder[Symbol.dispose]();
});

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

describe.each([esbuild, rollup])('$name', ({ bundle }) => {
  const bundled = async (program: string, more: object = {}) =>
    withApp(installed, async (app) => {
      const { code, ...rest } = await bundle({ program, folder: app, ...more });
      return { ...rest, code: await code() };
    });

  it('leaves out what is not used, and says what it exports', async () => {
    const { code, names } = await bundled("export { used } from 'quiet'");

    expect(names).toEqual(['used']);
    expect(code).not.toContain('unused');
  });

  it('names the files of which something is left', async () => {
    const { files } = await bundled("import 'loud'; export { outer } from 'outer'");

    expect(files.map((file) => file.replaceAll('\\', '/').split('/').slice(-2).join('/'))).toEqual([
      'quiet/index.js',
      'outer/index.js',
    ]);
  });

  it('leaves nothing of what is imported and not used, unless it does not believe the manifest', async () => {
    expect((await bundled("import 'loud'")).files).toEqual([]);
    expect((await bundled("import 'loud'", { ignoresSideEffects: true })).code).toContain('loud');
    expect((await bundled("import 'quiet'", { ignoresSideEffects: true })).files).toEqual([]);
  });

  it('leaves out the packages it is told to', async () => {
    const { files, code } = await bundled("export * from 'outer'", { without: ['quiet'] });

    expect(files).toHaveLength(1);
    expect(code).toContain('quiet');
  });

  it('notes who wants a module of Node’s', async () => {
    const { builtins } = await bundled("export * from 'nodes'");

    expect(builtins).toEqual([expect.stringMatching(/nodes.index\.js imports fs$/)]);
  });

  it('fails when something imports what is not there', async () => {
    await expect(bundled("export * from 'lost'")).rejects.toThrow('nowhere');
  });
});

describe('importing', () => {
  const effectsOf = async (script: string) =>
    withApp([], async (app) => {
      write(join(app, 'node_modules/one/package.json'), '{ "type": "module", "exports": "./index.js" }');
      write(join(app, 'node_modules/one/index.js'), script);
      return importEffects(app, ['one']);
    });

  it.each([
    ['const quiet = 1; export { quiet };', []],
    ['globalThis.loud = 1;', ['one adds globalThis.loud']],
    ['Array.prototype.last = () => 1;', ['one adds globalThis.Array.prototype.last']],
    ['Promise.prototype.then = () => 1;', ['one changes globalThis.Promise.prototype.then']],
    ['delete Object.prototype.__proto__;', ['one deletes globalThis.Object.prototype.__proto__']],
    ['process.on("beforeExit", () => 1);', ['one listens for the process’s beforeExit']],
    ['setTimeout(() => 1, 50);', ['one calls setTimeout', 'one keeps a Timeout alive']],
    ['setTimeout(() => 1, 50).unref();', ['one calls setTimeout']],
    ['setInterval(() => 1, 50).unref();', ['one calls setInterval']],
    ['setImmediate(() => 1).unref();', ['one calls setImmediate']],
    ['globalThis.queueMicrotask(() => 1);', ['one calls queueMicrotask']],
    ['console.log("hello");', ['hello']],
  ])('%s', async (script, complaints) => {
    expect((await effectsOf(script)).filter((line) => !line.includes('PipeWrap'))).toEqual(complaints);
  });

  it('that throws is a complaint, too', async () => {
    expect((await effectsOf('throw new RangeError("not here");')).join('\n')).toMatch(
      /not here[^]*ended with 1/,
    );
  });
});

describe('the packages', () => {
  it('reach those they import, and what these import', () => {
    expect([...reachOf(packageNamed('@asyncio-ts/queues'))].sort()).toEqual(
      ['contextvars', 'loop', 'queues', 'sync', 'tasks'].map((name) => `@asyncio-ts/${name}`),
    );
  });

  it('are found by name, or it says which there are', () => {
    expect(() => packageNamed('queue')).toThrow(/no package queue; there are .*@asyncio-ts\/queues/);
  });

  it('are strangers to what they may not import', () => {
    const files = packages.map(({ root }) => join(root, 'dist', 'index.js'));

    expect(broughtBesides(files, '@asyncio-ts/loop')).toEqual(
      ['combinators', 'iterators', 'queues', 'structured', 'sync', 'tasks', 'testing'].map(
        (name) => `@asyncio-ts/${name}`,
      ),
    );
    expect(broughtBesides([join(folder.path, 'elsewhere.js')], '@asyncio-ts/loop')).toHaveLength(1);
  });
});

describe('what would be loaded at run time', () => {
  it.each([
    ['process.getBuiltinModule("fs")', 'getBuiltinModule'],
    ["process.getBuiltinModule?.('fs')", 'getBuiltinModule'],
    ['let{getBuiltinModule:a}=process;a("fs")', 'getBuiltinModule'],
    ['a.createRequire(b)', 'createRequire'],
    ['await import("fs")', 'import'],
    ['require?.("fs")', 'require'],
  ])('is seen: %s', (code, loader) => {
    expect(loadersIn(code)).toEqual([`${loader} loads something at run time`]);
  });

  it('is not what only looks like it', () => {
    expect(loadersIn('import{a}from"b";important();required();f("they require it")')).toEqual([]);
  });
});
