import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

export function box<T>(held: T): Box<T> {
  return new Box(held);
}
`;

let root: string;
let script: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'asyncio-ts-maps-'));
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
  rmSync(root, { recursive: true });
});

const complaints = (ships = ['dist', 'src']) => readMap({ root, ships }, script).complaints.join('\n');

it('leads each definition to its line', () => {
  expect(readMap({ root, ships: ['dist', 'src'] }, script)).toEqual({ traced: 3, complaints: [] });
});

it('complains of a source that is not published', () => {
  expect(complaints(['dist'])).toContain('src/index.ts is not among the "files" that ship');
});

it('complains of a source that is not there', () => {
  rmSync(join(root, 'src/index.ts'));

  expect(complaints()).toContain('../src/index.ts is not there');
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

it('complains of a map that holds another text than is published', () => {
  const map = {
    version: 3,
    sources: ['../src/index.ts'],
    sourcesContent: ['older'],
    names: [],
    mappings: '',
  };
  writeFileSync(`${script}.map`, JSON.stringify(map));

  expect(complaints()).toContain('src/index.ts is not what sourcesContent says');
});

it('knows functions, classes and methods, by the names they have in the source', () => {
  const code =
    'function describe2() {}\nvar Box = class {\n  #open() {}\n  get size() {}\n  field = 1;\n};\nvar one = 1;';

  expect(definitionsIn(code)).toEqual([
    { name: 'describe', line: 1, column: 9 },
    { name: 'Box', line: 2, column: 4 },
    { name: '#open', line: 3, column: 2 },
    { name: 'size', line: 4, column: 6 },
  ]);
});
