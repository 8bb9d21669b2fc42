// The live programs of the pages, in virtual time: each prints what stands in `outputs`, which the pages show.
//
//   RECORD=1 npx vitest run --project @asyncio-ts/docs -t programs      writes `outputs` anew; look at the difference
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { inVirtualTime } from './in-virtual-time.js';

const folder = fileURLToPath(new URL('../programs/', import.meta.url));
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3));
const programs = import.meta.glob('../programs/*.ts');

describe('programs', () => {
  it.each(names)('%s prints what its page shows', async (name) => {
    let printed = '';
    await inVirtualTime(programs[`../programs/${name}.ts`]!, (_, text) => {
      printed += `${text}\n`;
    });
    const file = `${folder}outputs/${name}.txt`;
    if (process.env['RECORD'] === '1') writeFileSync(file, printed);
    expect(printed).toBe(readFileSync(file, 'utf8'));
  });

  it('has no output without a program', () => {
    const recorded = readdirSync(`${folder}outputs`).map((name) => name.replace(/\.txt$/, ''));
    expect(recorded.sort()).toEqual([...names].sort());
  });
});
