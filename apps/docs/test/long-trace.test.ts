// A thousand tasks and a hundred thousand events: the model keeps up with sixty frames a second.
import { coroutine, Queue, run, sleep, taskGroup } from 'asyncio-ts';
import { beforeAll, describe, expect, it } from 'vitest';

import { Recording } from '../playground/model/recording.js';
import type { TraceEvent } from '../playground/model/trace.js';
import { recorded } from './recorded.js';

/** Milliseconds in a frame. Each median is far below; a busy machine is no reason to fail. */
const FRAME = 16;

const main = coroutine(function* main() {
  const queue = new Queue<number>(50);
  const consume = coroutine(function* consume() {
    for (let n = 0; n < 9; n++) yield* sleep((yield* queue.get()) % 7);
  });
  const produce = coroutine(function* produce(id: number) {
    for (let n = 0; n < 81; n++) yield* queue.put(id * n);
  });
  yield* taskGroup(function* (group) {
    for (let n = 0; n < 900; n++) group.createTask(consume());
    for (let id = 0; id < 100; id++) group.createTask(produce(id));
  });
});

describe('a long trace', () => {
  let trace: TraceEvent[];

  beforeAll(async () => {
    trace = await recorded(() => run(main()));
  }, 60_000);

  function median(times: number, act: (time: number) => void): number {
    const durations = Array.from({ length: times }, (_, time) => {
      const begin = performance.now();
      act(time);
      return performance.now() - begin;
    });
    return durations.sort((a, b) => a - b)[times >> 1]!;
  }

  it('is shown at any position within a frame', () => {
    const record = new Recording(trace);
    expect(record.tree.size).toBeGreaterThan(1000);
    expect(trace.length).toBeGreaterThan(100_000);
    const far = median(50, (time) => record.stateAt((time * 7919) % trace.length));
    const near = median(50, (time) => record.stateAt(1000 + time));
    expect(far).toBeLessThan(FRAME);
    expect(near).toBeLessThan(FRAME);
  });

  it('takes in a batch of 500 events within a frame', () => {
    const growing: TraceEvent[] = [];
    const record = new Recording(growing);
    const batch = median(Math.floor(trace.length / 500), (time) => {
      for (const event of trace.slice(time * 500, (time + 1) * 500)) growing.push(event);
      record.extend();
      record.stateAt(record.length);
      record.tree.rows(new Set());
    });
    expect(batch).toBeLessThan(FRAME);
  });
});
