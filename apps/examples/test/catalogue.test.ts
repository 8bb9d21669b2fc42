import { readdirSync } from 'node:fs';
import { basename, extname } from 'node:path';

import { describe, expect, it } from 'vitest';

import { catalogue } from '../src/catalogue.js';

const names = catalogue.map(({ name }) => name).sort();

describe('the catalogue', () => {
  it('has each Python original, and no other', () => {
    expect(names).toEqual(namesIn('../python/', '.py').filter((name) => name !== 'record'));
  });

  it('has each recording', () => {
    expect(names).toEqual(namesIn('../python/', '.txt'));
  });

  it('has each program, in a file of its name', () => {
    expect(names).toEqual(namesIn('../src/programs/', '.ts'));
  });
});

function namesIn(folder: string, extension: string): string[] {
  return readdirSync(new URL(folder, import.meta.url))
    .filter((file) => extname(file) === extension)
    .map((file) => basename(file, extension))
    .sort();
}
