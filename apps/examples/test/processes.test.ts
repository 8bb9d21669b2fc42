// The examples that need signals or a network, in real time: each is a process of its own.
import { describe, expect, it } from 'vitest';

import { mask, recordingOf } from './masks.js';
import { runMain } from './run-main.js';

describe.concurrent('prints what CPython 3.13 printed for its Python original', { timeout: 60_000 }, () => {
  it.each(['protected-shutdown-broken', 'protected-shutdown'])('%s', async (name) => {
    expect(await runMain('--plain', name)).toEqual({ code: 0, stdout: recordingOf(name), stderr: '' });
  });
});

describe('prints what CPython 3.13 printed for its Python original', { timeout: 60_000 }, () => {
  // It says whether its ratio is above the seed's. A machine that is busy with other things may need another try.
  it('downloads', { retry: 2 }, async () => {
    const { code, stdout, stderr } = await runMain('--plain', 'downloads');
    expect({ code, stdout: mask(stdout), stderr }).toEqual({
      code: 0,
      stdout: recordingOf('downloads'),
      stderr: '',
    });
  });
});
