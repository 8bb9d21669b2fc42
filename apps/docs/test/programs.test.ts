// The live programs of the pages, in virtual time: each prints what stands in `outputs`, which the pages show.
//
//   RECORD=1 npx vitest run --project @asyncio-ts/docs -t programs      writes `outputs` anew; look at the difference
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';

import { detectHost } from '@asyncio-ts/loop';
import { defaultHost } from '@asyncio-ts/loop/internal';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { timersOn, VirtualClock } from '../playground/runtime/virtual-clock.js';

const folder = fileURLToPath(new URL('../programs/', import.meta.url));
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3));
const programs = import.meta.glob('../programs/*.ts');

describe('programs', () => {
  let printed = '';

  beforeEach(() => {
    printed = '';
    const clock = new VirtualClock(detectHost());
    defaultHost.make = () => clock.host();
    for (const [name, timer] of Object.entries(timersOn(clock))) vi.stubGlobal(name, timer);
    for (const method of ['log', 'info', 'warn', 'error'] as const) {
      vi.spyOn(console, method).mockImplementation((...things) => {
        printed += `${format(...things)}\n`;
      });
    }
  });

  afterEach(() => {
    defaultHost.make = detectHost;
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it.each(names)('%s prints what its page shows', async (name) => {
    await programs[`../programs/${name}.ts`]!();
    const file = `${folder}outputs/${name}.txt`;
    if (process.env['RECORD'] === '1') writeFileSync(file, printed);
    expect(printed).toBe(readFileSync(file, 'utf8'));
  });

  it('has no output without a program', () => {
    const recorded = readdirSync(`${folder}outputs`).map((name) => name.replace(/\.txt$/, ''));
    expect(recorded.sort()).toEqual([...names].sort());
  });
});
