// All examples but those in processes.test.ts. They run in virtual time here, so that no busy machine makes a sleep
// late: the programs round the times that they print, and half of a rounded second is 50 ms in some.
import { format } from 'node:util';

import type { AnyCoroutine, RunnerOptions } from 'asyncio-ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { catalogue } from '../src/catalogue.js';
import { mask, recordingOf } from './masks.js';

const REAL = ['protected-shutdown-broken', 'protected-shutdown', 'downloads'];

vi.mock(import('asyncio-ts'), async (importOriginal) => {
  const original = await importOriginal();
  const { VirtualTimeLoop } = original;
  return {
    ...original,
    EventLoop: VirtualTimeLoop,
    run: <T>(main: AnyCoroutine<T>, options?: RunnerOptions) =>
      original.run(main, { ...options, loopFactory: () => new VirtualTimeLoop() }),
  };
});

describe('prints what CPython 3.13 printed for its Python original', () => {
  const printed = { stdout: '', stderr: '' };

  beforeEach(() => {
    printed.stdout = printed.stderr = '';
    vi.spyOn(console, 'log').mockImplementation((...things) => {
      printed.stdout += `${format(...things)}\n`;
    });
    vi.spyOn(console, 'error').mockImplementation((...things) => {
      printed.stderr += `${format(...things)}\n`;
    });
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each(catalogue.filter(({ name }) => !REAL.includes(name)))('$name', async ({ name, program }) => {
    await program();
    expect(mask(printed.stdout)).toBe(recordingOf(name));
    expect(printed.stderr).toBe('');
  });
});
