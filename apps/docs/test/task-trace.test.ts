// The tables of the page "How a task runs": the program runs in virtual time, and its trace must be what stands there.
//
//   RECORD=1 npx vitest run --project @asyncio-ts/docs -t 'How a task runs'      writes them anew; look at the difference
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { detectHost, type EventLoop } from '@asyncio-ts/loop';
import { defaultHost, watchers } from '@asyncio-ts/loop/internal';
import { afterEach, describe, expect, it, vi } from 'vitest';

import type { TraceEvent } from '../playground/model/trace.js';
import { Recorder } from '../playground/runtime/recorder.js';
import { VirtualClock } from '../playground/runtime/virtual-clock.js';
import { turnsOf } from '../playground/words/steps.js';

const file = fileURLToPath(new URL('../pages/how-it-works/a-task.md', import.meta.url));
const marked = /<!-- turn (\d+) -->\n[^]*?\n<!-- \/turn -->/g;

async function record(program: () => Promise<unknown>): Promise<TraceEvent[]> {
  const trace: TraceEvent[] = [];
  const recorder = new Recorder((event) => trace.push(event));
  const watch = (loop: EventLoop): void => {
    recorder.watch(loop);
  };
  const clock = new VirtualClock(detectHost());
  defaultHost.make = () => clock.host();
  vi.spyOn(console, 'log').mockImplementation((text) => {
    recorder.printed('out', String(text));
  });
  watchers.add(watch);
  try {
    await program();
  } finally {
    watchers.delete(watch);
  }
  return trace;
}

describe('How a task runs', () => {
  afterEach(() => {
    defaultHost.make = detectHost;
    vi.restoreAllMocks();
  });

  it('shows each turn as it was', async () => {
    const turns = turnsOf(await record(() => import('../programs/tea-and-radio.js')));
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
