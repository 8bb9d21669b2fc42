import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { TemporaryFolder } from '@asyncio-ts/workspace';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { importsOf, isInternal, isOfNode, reaches, testsOf } from '../src/imports.js';

let folder: TemporaryFolder;
let root: string;

beforeEach(() => {
  folder = new TemporaryFolder('matrix-imports');
  root = folder.path;
  mkdirSync(join(root, 'test'));
});

afterEach(() => {
  folder[Symbol.dispose]();
});

function write(name: string, ...lines: string[]): string {
  const path = join(root, 'test', name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

describe('imports', () => {
  it('are those of statements and calls, over several lines, but not of types', () => {
    const source = [
      `import { a } from 'one';`,
      `import {`,
      `  b,`,
      `  type C,`,
      `} from 'two';`,
      `import * as all from 'three';`,
      `import 'four';`,
      `export { d } from 'five';`,
      `import type { E } from 'types';`,
      `export type { F } from 'more types';`,
      `const text = "import { g } from 'text'";`,
      `const late = await import('six');`,
    ].join('\n');
    expect(importsOf(source)).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
  });

  it('are internal if they lead to a source that is no entry', () => {
    const names = [
      '../src/heap.js',
      '../src/index.js',
      '../src/internal.js',
      '../../src/heap.js',
      './heap.js',
    ];
    expect(names.filter(isInternal)).toEqual(['../src/heap.js', '../../src/heap.js']);
  });

  it('are followed through helpers, also when those import each other', () => {
    write('garbage.ts', `import { gc } from 'node:v8';`, `import './helper.js';`);
    write('helper.ts', `import { collect } from './garbage.js';`);
    const test = write('a.test.ts', `import './helper.js';`, `import { x } from '../src/index.js';`);
    expect([reaches(test, isOfNode), reaches(test, isInternal)]).toEqual([true, false]);
  });

  it('are followed into the test kit, which needs nothing of Node’s', () => {
    const test = write('b.test.ts', `import { run } from '@asyncio-ts/test-kit';`);
    expect(reaches(test, isOfNode)).toBe(false);
    expect(reaches(test, (name) => name === './run-virtual.js')).toBe(true);
  });
});

describe('tests', () => {
  it('are the test files of a package', () => {
    const [b, a] = [write('b.test.ts'), write('a.test.ts')];
    write('helper.ts');
    write('types.test-d.ts');
    expect([testsOf(root), testsOf(join(root, 'nowhere'))]).toEqual([[a, b], []]);
  });
});
