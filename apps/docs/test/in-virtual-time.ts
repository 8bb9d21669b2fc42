/** Runs a program in the test's own process as the playground does: time jumps, and what it prints is caught. */
import { format } from 'node:util';

import { detectHost } from '@asyncio-ts/loop';
import { defaultHost } from '@asyncio-ts/loop/internal';
import { vi } from 'vitest';

import type { Print } from '../playground/runtime/print.js';
import { VirtualClock } from '../playground/runtime/virtual-clock.js';
import { timersOn } from '../playground/runtime/virtual-timers.js';

/** @param print - is given each line */
export async function inVirtualTime(program: () => Promise<unknown>, print: Print): Promise<void> {
  const clock = new VirtualClock(detectHost());
  defaultHost.make = () => clock.host();
  for (const [name, timer] of Object.entries(timersOn(clock))) vi.stubGlobal(name, timer);
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    const stream = method === 'log' || method === 'info' ? 'out' : 'error';
    vi.spyOn(console, method).mockImplementation((...things) => {
      print(stream, format(...things));
    });
  }
  try {
    await program();
  } finally {
    defaultHost.make = detectHost;
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  }
}
