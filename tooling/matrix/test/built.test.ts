import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { TemporaryFolder } from '@asyncio-ts/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { builtOf } from '../src/built.js';

let folder: TemporaryFolder;
let top: string;

beforeAll(() => {
  folder = new TemporaryFolder('matrix-built');
  top = folder.path;
  mkdirSync(join(top, 'packages/sync/dist'), { recursive: true });
  writeFileSync(join(top, 'packages/sync/dist/index.js'), '');
});

afterAll(() => {
  folder[Symbol.dispose]();
});

describe('in place of', () => {
  it('a package’s entry there is what was built', () => {
    expect(builtOf(join(top, 'packages/sync/src/index.ts'))).toBe(join(top, 'packages/sync/dist/index.js'));
  });

  it('an entry that was not built there is a complaint', () => {
    expect(() => builtOf(join(top, 'packages/sync/src/internal.ts'))).toThrow(
      /internal\.js is not there\n {2}Build it first/,
    );
  });

  it('any other source there is a complaint that names who asked for it', () => {
    const source = join(top, 'packages/sync/src/lock.ts');
    expect(() => builtOf(source, 'some.test.ts')).toThrow(/^some\.test\.ts imports .*lock\.ts/);
    expect(() => builtOf(`${source}?import`)).toThrow(/lock\.ts/);
  });

  it.each([
    'packages/sync/test/lock.test.ts',
    'packages/sync/dist/index.js',
    'tooling/test-kit/src/index.ts',
  ])('%s there is nothing else', (name) => {
    expect(builtOf(join(top, name))).toBe(join(top, name));
  });
});
