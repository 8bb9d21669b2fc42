import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { TemporaryFolder } from '@asyncio-ts/workspace';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { definitionsIn } from '../src/definitions.js';
import { readMap } from '../src/maps.js';

const SOURCE = `
export class Box<T> {
  #held: T;

  constructor(held: T) {
    this.#held = held;
  }

  take(): T {
    return this.#held;
  }
}

export function sha256(text: string): string {
  return text;
}

export function box<T>(held: T): Box<T> {
  return new Box(held);
}
`;

let folder: TemporaryFolder;
let root: string;
let script: string;

beforeEach(() => {
  folder = new TemporaryFolder('maps');
  root = folder.path;
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/index.ts'), SOURCE);
  script = join(root, 'dist/index.js');
  buildSync({
    entryPoints: [join(root, 'src/index.ts')],
    outfile: script,
    bundle: true,
    format: 'esm',
    sourcemap: true,
    sourcesContent: false,
  });
});

afterEach(() => {
  folder[Symbol.dispose]();
});

const code = (): string => readFileSync(script, 'utf8');
const complaints = (): string => readMap(script).complaints.join('\n');

it('leads each definition to its line', () => {
  expect(readMap(script)).toEqual({ traced: 4, complaints: [] });
});

it('takes a number for what esbuild added, or for a part of the name', () => {
  writeFileSync(script, code().replaceAll('box(', 'box2('));
  expect(complaints()).toBe('');

  writeFileSync(script, code().replaceAll('sha256', 'sha'));
  expect(complaints()).toMatch(/^sha, in line \d+, is led to /);
});

it('complains of a source that is not there', () => {
  rmSync(join(root, 'src/index.ts'));

  expect(complaints()).toMatch(/Box, in line \d+, is led to \.\.\/src\/index\.ts:2/);
});

it('complains of definitions that stand elsewhere than the map says', () => {
  writeFileSync(join(root, 'src/index.ts'), SOURCE.replace('export class', '\n\nexport class'));

  expect(complaints()).toMatch(/Box, in line \d+, is led to \.\.\/src\/index\.ts:2/);
});

it('complains of a script without a map, and of a map that is lost', () => {
  rmSync(`${script}.map`);
  expect(complaints()).toContain('names index.js.map, which is not there');

  writeFileSync(script, 'export {};\n');
  expect(complaints()).toContain('names no map');
});

it('knows functions, classes and methods', () => {
  const text =
    'function describe2() {}\nvar Box = class {\n  #open() {}\n  get size() {}\n  field = 1;\n};\nvar one = 1;';

  expect(definitionsIn(text)).toEqual([
    { name: 'describe2', line: 1, column: 9 },
    { name: 'Box', line: 2, column: 4 },
    { name: '#open', line: 3, column: 2 },
    { name: 'size', line: 4, column: 6 },
  ]);
});
