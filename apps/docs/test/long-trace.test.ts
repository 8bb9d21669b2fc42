// A thousand tasks and a hundred thousand events: what the model keeps to be quick changes nothing of what it says.
import { coroutine, Queue, run, sleep, taskGroup } from 'asyncio-ts';
import { beforeAll, describe, expect, it } from 'vitest';

import { Recording } from '../playground/model/recording.js';
import type { TraceEvent } from '../playground/model/trace.js';
import { recorded } from './recorded.js';

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

  it('is shown at any position as if it were replayed from the beginning', () => {
    const record = new Recording(trace);
    expect(record.tree.size).toBeGreaterThan(1000);
    expect(trace.length).toBeGreaterThan(100_000);
    for (const position of [1, 999, 1000, 1001, 7919, 54_321, trace.length]) {
      const short = new Recording(trace.slice(0, position));
      expect(record.stateAt(position)).toEqual(short.stateAt(position));
    }
  });

  it('is the same when its events come in batches', () => {
    const growing: TraceEvent[] = [];
    const record = new Recording(growing);
    for (let from = 0; from < trace.length; from += 500) {
      for (const event of trace.slice(from, from + 500)) growing.push(event);
      record.extend();
    }
    const whole = new Recording(trace);
    expect(record.length).toBe(whole.length);
    expect(record.stateAt(record.length)).toEqual(whole.stateAt(whole.length));
    expect(record.tree.rows(new Set())).toEqual(whole.tree.rows(new Set()));
  });
});
