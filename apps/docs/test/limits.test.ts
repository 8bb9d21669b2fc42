import { describe, expect, it } from 'vitest';

import { Batches } from '../playground/runtime/batches.js';
import { Allowance } from '../playground/runtime/limits.js';

describe('an allowance', () => {
  const turn = { type: 'turnBegan', ready: 1, time: 0 } as const;

  it('of events is used up, and renewed', () => {
    const allowance = new Allowance({ events: 3, seconds: 10 }, () => 0);
    for (let i = 0; i < 3; i++) {
      expect(allowance.exceeded(true)).toBeUndefined();
      allowance.count(turn);
    }
    expect(allowance.exceeded(false)).toBe('Paused after 3 events: it may be a program without an end.');
    allowance.renew();
    expect(allowance.exceeded(false)).toBeUndefined();
    for (let i = 0; i < 3; i++) allowance.count(turn);
    expect(allowance.exceeded(false)).toContain('after 6 events');
  });

  it('of time counts in virtual time only, as real time may well be long', () => {
    let now = 5;
    const allowance = new Allowance({ events: 3, seconds: 10 }, () => now);
    now = 15;
    expect(allowance.exceeded(true)).toBe(
      'Paused after 10 seconds at work: it may be a program without an end.',
    );
    expect(allowance.exceeded(false)).toBeUndefined();
    allowance.renew();
    expect(allowance.exceeded(true)).toBeUndefined();
  });

  it('has an end for lines where nobody looks at it, and none for what the picture needs', () => {
    const allowance = new Allowance({ events: 2, seconds: 10 }, () => 0);
    const line = { type: 'printed', stream: 'out', text: '', time: 0 } as const;
    const kept = Array.from({ length: 6 }, () => allowance.count(line));
    expect(kept).toEqual([true, true, true, true, false, false]);
    expect(allowance.count(turn)).toBe(true);
  });

  it('is used up sooner by long lines', () => {
    const allowance = new Allowance({ events: 100, seconds: 10 }, () => 0);
    allowance.count({ type: 'printed', stream: 'out', text: 'x'.repeat(10_000), time: 0 });
    expect(allowance.exceeded(true)).toContain('after 1 events');
  });
});

describe('batches', () => {
  it('are sent when they are big, or when the program ends', () => {
    const sizes: number[] = [];
    const batches = new Batches((events) => sizes.push(events.length));
    for (let i = 0; i < 1203; i++) batches.add({ type: 'turnBegan', time: i, ready: 1 });
    expect(sizes).toEqual([500, 500]);
    batches.flush();
    batches.flush();
    expect(sizes).toEqual([500, 500, 203]);
  });

  it('are sent before the program goes on, if not all too often', () => {
    const sizes: number[] = [];
    const batches = new Batches((events) => sizes.push(events.length));
    batches.add({ type: 'turnBegan', time: 0, ready: 1 });
    batches.add({ type: 'stepBegan', time: 0, task: 1 });
    expect(sizes).toEqual([2]);
    for (let i = 0; i < 500; i++) batches.add({ type: 'printed', stream: 'out', text: '', time: i });
    expect(sizes.length).toBeLessThan(100); // on a slow machine the time may pass some of which there are so many
  });

  it('are sent soon', async () => {
    const sent = await new Promise((resolve) => {
      new Batches(resolve).add({ type: 'turnBegan', time: 0, ready: 1 });
    });
    expect(sent).toEqual([{ type: 'turnBegan', time: 0, ready: 1 }]);
  });
});
