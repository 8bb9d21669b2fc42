import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Slice } from '../src/slice.js';

let now = 0;
let readings = 0;

beforeEach(() => {
  now = 1000;
  readings = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    readings++;
    return now;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** How many callbacks that take so many milliseconds each fit into the slice, and how often the clock was read for that. */
function fill(slice: Slice, milliseconds: number): { callbacks: number; readings: number } {
  slice.begin();
  readings = 0;
  let callbacks = 0;
  for (; !slice.isOver; callbacks++) {
    now += milliseconds;
    slice.count(1);
  }
  return { callbacks, readings };
}

describe('a slice', () => {
  it('ends half a millisecond after it began, as long callbacks show one by one', () => {
    const slice = new Slice();
    expect(fill(slice, 0.25)).toEqual({ callbacks: 2, readings: 2 });
    expect(fill(slice, 3)).toEqual({ callbacks: 1, readings: 1 });
  });

  it('reads the clock about every twentieth of a millisecond, once it knows how many callbacks that takes', () => {
    const slice = new Slice();
    const milliseconds = 1 / 128; // of which six fit into 0.05
    fill(slice, milliseconds);
    expect(fill(slice, milliseconds)).toEqual({ callbacks: 66, readings: 11 });
  });

  it('reads it after 128 callbacks at the latest', () => {
    const slice = new Slice();
    fill(slice, 0.00001);
    const { callbacks, readings: count } = fill(slice, 0.00001);
    expect(Math.round(callbacks / count)).toBe(128);
  });

  it('stays over until the host has had its turn', () => {
    const slice = new Slice();
    fill(slice, 1);
    slice.count(1);
    expect(slice.isOver).toBe(true);
    slice.begin();
    expect(slice.isOver).toBe(false);
  });

  it('takes a wake-up for many callbacks, for nobody knows what came before it', () => {
    const slice = new Slice();
    fill(slice, 0.00001);
    slice.begin();
    readings = 0;
    for (let i = 0; i < 8; i++) slice.countWake();
    expect(readings).toBe(2);
  });
});
