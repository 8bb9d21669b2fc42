import { VirtualTimeLoop } from '@asyncio-ts/loop';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { TimerHeap } from '../src/timer-heap.js';

describe('the timer heap', () => {
  it('gives timers out by time, those due at the same time in the order they were made', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean())), (plan) => {
        const loop = new VirtualTimeLoop();
        const fired: number[] = [];
        const timers = plan.map(([when], index) => loop.callAt(when, () => fired.push(index)));
        plan.forEach(([, cancelled], index) => {
          if (cancelled) timers[index]!.cancel();
        });
        loop.advance(20);
        const expected = plan
          .map(([when, cancelled], index) => ({ when, cancelled, index }))
          .filter(({ cancelled }) => !cancelled)
          .sort((a, b) => a.when - b.when || a.index - b.index)
          .map(({ index }) => index);
        expect(fired).toEqual(expected);
        loop.close();
      }),
    );
  });

  it('skips cancelled timers at its head, and knows when nothing is left', () => {
    const loop = new VirtualTimeLoop();
    const [first, second] = [loop.callAt(1, () => {}), loop.callAt(10, () => {})];
    expect(loop._timers.peek()).toBe(first);
    first.cancel();
    expect(loop._timers.peek()).toBe(second);
    expect(loop._timers.popBefore(10)).toBeUndefined();
    expect(loop._timers.popBefore(10.5)).toBe(second);
    expect([loop._timers.peek(), loop._timers.size]).toEqual([undefined, 0]);
  });

  it('stays in order after a sweep', () => {
    const loop = new VirtualTimeLoop();
    const fired: number[] = [];
    const whens = Array.from({ length: 200 }, (_, i) => (i * 7919) % 211);
    const timers = whens.map((when) => loop.callAt(when, () => fired.push(when)));
    timers.forEach((timer, i) => {
      if (i % 3 !== 0) timer.cancel();
    });
    loop.advance(1000);
    expect(fired).toEqual(whens.filter((_, i) => i % 3 === 0).sort((a, b) => a - b));
  });

  it('lets go of its timers when it is cleared: cancelling one then counts for nothing', () => {
    const loop = new VirtualTimeLoop();
    const timer = loop.callLater(1, () => {});
    loop.close();
    timer.cancel();
    expect([timer.cancelled(), loop._timers.size, loop._timers.peek()]).toEqual([true, 0, undefined]);
    expect(new TimerHeap().popBefore(Infinity)).toBeUndefined();
  });
});
