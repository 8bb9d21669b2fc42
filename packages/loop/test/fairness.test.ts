import { setImmediate as immediate } from 'node:timers/promises';

import { EventLoop } from '@asyncio-ts/loop';
import { describe, expect, it, vi } from 'vitest';

import { FakeHost, microtasks } from './fake-host.js';

/** Keeps the loop busy for ever; returns how often it was called. */
function spin(loop: EventLoop): { readonly turns: number } {
  const count = { turns: 0 };
  const again = (): void => {
    count.turns++;
    loop.callSoon(again);
  };
  loop.callSoon(again);
  return count;
}

describe('a loop that is always busy', () => {
  it('lets the host in, again and again', async () => {
    const loop = new EventLoop();
    const count = spin(loop);
    const done = loop.runForever();
    const seen: number[] = [];
    for (let i = 0; i < 5; i++) {
      await immediate();
      seen.push(count.turns);
    }
    expect(seen.every((turns, i) => turns > (seen[i - 1] ?? 0))).toBe(true);
    loop.stop();
    await done;
    loop.close();
  });

  it('shares the host with another one', async () => {
    const loops = [new EventLoop(), new EventLoop()];
    const counts = loops.map(spin);
    const done = loops.map((loop) => loop.runForever());
    for (let i = 0; i < 5; i++) await immediate();
    expect(counts.every(({ turns }) => turns > 1)).toBe(true);
    for (const loop of loops) loop.stop();
    await Promise.all(done);
    for (const loop of loops) loop.close();
  });

  it('takes many turns in one host task, until about a millisecond is over', async () => {
    const host = new FakeHost();
    const loop = new EventLoop({ host });
    const count = spin(loop);
    let now = 1000;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 0.25));
    try {
      const done = loop.runForever();
      await microtasks(); // its first slice begins long after its last turn, so it hands over at once
      const first = count.turns;
      host.runHops();
      expect([first, count.turns - first, host.hops.length]).toEqual([16, 64, 1]);
      loop.stop();
      host.runHops();
      await done;
    } finally {
      clock.mockRestore();
    }
    loop.close();
  });
});
