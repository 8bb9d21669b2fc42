import type { Host } from '@asyncio-ts/loop';
import { describe, expect, it, vi } from 'vitest';

import { VirtualClock } from '../playground/runtime/virtual-clock.js';
import { timersOn } from '../playground/runtime/virtual-timers.js';

/** A host whose hops are taken by hand. */
function handHost(): { readonly host: Host; readonly hop: () => void } {
  const hops: (() => void)[] = [];
  const nothing = (): void => undefined;
  const host: Host = {
    now: () => 0,
    hop: (wake) => hops.push(wake),
    wakeAt: () => nothing,
    whenStuck: () => nothing,
  };
  return {
    host,
    hop: () => {
      for (const wake of hops.splice(0)) wake();
    },
  };
}

describe('a virtual clock', () => {
  it('rings in the order of times, equal ones as they were set', () => {
    const { host, hop } = handHost();
    const clock = new VirtualClock(host);
    const rung: string[] = [];
    for (const [seconds, name] of [
      [2, 'c'],
      [1, 'a'],
      [1, 'b'],
      [9, 'taken back'],
    ] as const) {
      const takeBack = clock.set(seconds, () => rung.push(`${name} at ${clock.now()}`));
      if (seconds === 9) takeBack();
    }
    for (let i = 0; i < 10; i++) hop();
    expect(rung).toEqual(['a at 1', 'b at 1', 'c at 2']);
  });

  it('goes on after a callback that throws', () => {
    const { host, hop } = handHost();
    const clock = new VirtualClock(host);
    const timers = timersOn(clock);
    const rung: string[] = [];
    timers.setTimeout(() => {
      throw new RangeError('first');
    }, 1000);
    timers.setTimeout(() => rung.push('second'), 2000);
    hop();
    expect(hop).toThrow('first');
    for (let i = 0; i < 4; i++) hop();
    expect(rung).toEqual(['second']);
  });

  it('is idle when nothing is due any more', async () => {
    const { host, hop } = handHost();
    const clock = new VirtualClock(host);
    let isIdle = false;
    clock.set(5, () => clock.set(6, () => undefined));
    const idle = clock.idle().then(() => (isIdle = true));
    for (let i = 0; i < 2; i++) hop();
    await Promise.resolve();
    expect(isIdle).toBe(false);
    for (let i = 0; i < 6; i++) hop();
    await idle;
    expect(clock.now()).toBe(6);
  });

  it('takes for no time at all what is no time', () => {
    const { host, hop } = handHost();
    const clock = new VirtualClock(host);
    const timers = timersOn(clock);
    const rung: string[] = [];
    for (const time of [NaN, Infinity, -5, undefined]) timers.setTimeout(() => rung.push(`${time}`), time);
    timers.setTimeout(() => rung.push('a string'), '2' as never);
    const ticking = timers.setInterval(() => {
      rung.push('tick');
      timers.clearInterval(ticking);
    }, NaN);
    for (let i = 0; i < 14; i++) hop();
    expect(rung).toEqual(['NaN', 'Infinity', '-5', 'undefined', 'tick', 'a string']);
    expect(clock.now()).toBe(0.002);
  });

  it('tells a loop that it is stuck when nothing is due any more, unless that is taken back', () => {
    vi.useFakeTimers();
    try {
      const { host, hop } = handHost();
      const clock = new VirtualClock(host);
      const told: string[] = [];
      clock.set(1, () => undefined);
      clock.host().whenStuck(1, () => told.push('stuck'));
      const takeBack = clock.host().whenStuck(2, () => told.push('taken back'));
      vi.advanceTimersByTime(1000);
      expect(told).toEqual([]);
      for (let i = 0; i < 2; i++) hop();
      takeBack();
      vi.advanceTimersByTime(1000);
      expect(told).toEqual(['stuck']);
    } finally {
      vi.useRealTimers();
    }
  });
});
