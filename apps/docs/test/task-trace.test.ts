// The tables of the page "How a task runs": the program runs in virtual time, and its trace must be what stands there.
//
//   RECORD=1 npx vitest run --project @asyncio-ts/docs -t 'How a task runs'      writes them anew; look at the difference
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { recorded } from './recorded.js';
import { turnsOf } from './turn-tables.js';

const file = fileURLToPath(new URL('../pages/how-it-works/a-task.md', import.meta.url));
const marked = /<!-- turn (\d+) -->\n[^]*?\n<!-- \/turn -->/g;

describe('How a task runs', () => {
  it('shows each turn as it was', async () => {
    const turns = turnsOf(await recorded(() => import('../programs/tea-and-radio.js')));
    const page = readFileSync(file, 'utf8');
    const numbers = [...page.matchAll(marked)].map(([, number]) => Number(number));
    expect(numbers).toEqual(turns.map((_, index) => index + 1));

    const current = page.replace(
      marked,
      (_, number: string) => `<!-- turn ${number} -->\n\n${turns[Number(number) - 1]!}\n\n<!-- /turn -->`,
    );
    if (process.env['RECORD'] === '1') writeFileSync(file, current);
    expect(readFileSync(file, 'utf8')).toBe(current);
  });
});
