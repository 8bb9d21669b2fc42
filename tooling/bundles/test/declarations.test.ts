import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { TemporaryFolder } from '@asyncio-ts/workspace';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { readDeclarations } from '../src/declarations.js';

let folder: TemporaryFolder;

beforeEach(() => {
  folder = new TemporaryFolder('declarations');
});

afterEach(() => {
  folder[Symbol.dispose]();
});

/** What is said of a file with this text, without the file's name. */
function read(text: string) {
  const file = join(folder.path, 'index.d.ts');
  writeFileSync(file, text);
  const { documented, complaints } = readDeclarations([file]);
  return {
    documented,
    complaints: complaints.map((complaint) => complaint.replace(/^.*index\.d\.ts: /, '')),
  };
}

it('is content with docs on every name and member', () => {
  const text = `
    /** A box. */
    declare class Box<T> {
      /** Makes one. */
      constructor(held: T);
      private hidden;
      #private;
      /** What is in it. */
      take(): T;
      /** How many there are. */
      static readonly count: number;
    }
    /** Makes a box. */
    declare function box<T>(held: T): Box<T>;
    interface Unseen { member: string }
    export { Box, box };`;

  expect(read(text)).toEqual({ documented: 4, complaints: [] });
});

it('names each export and member that has none', () => {
  const text = `
    /** A box. */
    export declare class Box { take(): number; static count: number; [Symbol.iterator](): Iterator<number>; }
    export interface Options { readonly size?: number }
    export type Size = number;
    export declare const full: Size;`;

  expect(read(text).complaints.sort()).toEqual([
    'Box.[Symbol.iterator] has no docs',
    'Box.count has no docs',
    'Box.take has no docs',
    'Options has no docs',
    'Options.size has no docs',
    'Size has no docs',
    'full has no docs',
  ]);
});

it('takes the docs of what a member overrides', () => {
  const text = `
    /** A box. */
    export declare class Box {
      /** What is in it. */
      take(): number;
    }
    /** A small one. */
    export declare class SmallBox extends Box { take(): 1 }`;

  expect(read(text)).toEqual({ documented: 4, complaints: [] });
});

it('complains of what is internal and shows', () => {
  const text = `
    /** A box. */
    export declare class Box {
      /** What is in it. */ _held: number;
      /** @internal Empties it. */ empty(): void;
    }`;

  expect(read(text).complaints.sort()).toEqual([
    'Box.empty has no docs',
    '_held is internal and shows',
    'empty is internal and shows',
  ]);
});

it('says what to do when nothing is built', () => {
  expect(() => readDeclarations([join(folder.path, 'index.d.ts')])).toThrow(
    /is not there: run `pnpm build` first/,
  );
});
