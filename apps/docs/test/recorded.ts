/** Traces of real programs, for tests: they run in virtual time, as in the playground. */
import { detectHost } from '@asyncio-ts/loop';
import { defaultHost, watchers } from '@asyncio-ts/loop/internal';
import { vi } from 'vitest';

import type { TraceEvent } from '../playground/model/trace.js';
import { Recorder } from '../playground/runtime/recorder.js';
import { timersOn, VirtualClock } from '../playground/runtime/virtual-clock.js';

/** Runs `program` and returns everything that happened in its loops. */
export async function recorded(program: () => Promise<unknown>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const recorder = new Recorder((event) => events.push(event));
  const watch = recorder.watch.bind(recorder);
  const clock = new VirtualClock(detectHost());
  defaultHost.make = () => clock.host();
  watchers.add(watch);
  for (const [name, timer] of Object.entries(timersOn(clock))) vi.stubGlobal(name, timer);
  vi.spyOn(console, 'log').mockImplementation((...things) => {
    recorder.printed('out', things.join(' '));
  });
  try {
    await program();
  } finally {
    watchers.delete(watch);
    defaultHost.make = detectHost;
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  }
  return events;
}
