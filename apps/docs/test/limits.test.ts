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

  it('are sent soon', async () => {
    const sent = await new Promise((resolve) => {
      new Batches(resolve).add({ type: 'turnBegan', time: 0, ready: 1 });
    });
    expect(sent).toEqual([{ type: 'turnBegan', time: 0, ready: 1 }]);
  });
});
