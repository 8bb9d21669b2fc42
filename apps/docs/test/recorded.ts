/** Traces of real programs, for tests. */
import { watchers } from '@asyncio-ts/loop/internal';

import type { TraceEvent } from '../playground/model/trace.js';
import { Recorder } from '../playground/runtime/recorder.js';
import { inVirtualTime } from './in-virtual-time.js';

/** Runs `program` in virtual time, and returns everything that happened in its loops. */
export async function recorded(program: () => Promise<unknown>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  const recorder = new Recorder((event) => events.push(event));
  const watch = recorder.watch.bind(recorder);
  watchers.add(watch);
  try {
    await inVirtualTime(program, (stream, text) => {
      recorder.printed(stream, text);
    });
  } finally {
    watchers.delete(watch);
  }
  return events;
}
