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

  it.each([
    ['long', 'each', 0.25, [2, 2]],
    ['short', 'every 128th', 0.01, [5_759, 6_528]],
  ])(
    'whose callbacks are %s looks at the clock after %s, until half a millisecond is over',
    async (_, __, milliseconds, turns) => {
      const host = new FakeHost();
      const loop = new EventLoop({ host });
      const count = spin(loop);
      let now = 1000;
      const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += milliseconds));
      try {
        const done = loop.runForever();
        await microtasks();
        const first = count.turns;
        host.runHops();
        expect([[first, count.turns - first], host.hops.length]).toEqual([turns, 1]);
        loop.stop();
        host.runHops();
        await done;
      } finally {
        clock.mockRestore();
      }
      loop.close();
    },
  );

  it('that promises keep waking lets the host in four wake-ups after they have become slow, at the latest', async () => {
    const host = new FakeHost();
    const loop = new EventLoop({ host });
    let now = 1000;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    const done = loop.runForever();
    await microtasks();
    const wakeAfter = async (milliseconds: number): Promise<void> => {
      now += milliseconds; // of an async function, say
      loop.callSoon(() => {});
      await microtasks();
    };
    for (let i = 0; i < 100; i++) await wakeAfter(0.0001);
    expect(host.hops).toHaveLength(0);
    let slow = 0;
    for (; host.hops.length === 0; slow++) await wakeAfter(20);
    expect(slow).toBeLessThanOrEqual(4);
    loop.stop();
    host.runHops();
    await done;
    clock.mockRestore();
    loop.close();
  });

  it('whose callbacks become long after many short ones lets the host in as soon as it notices', async () => {
    const host = new FakeHost();
    const loop = new EventLoop({ host });
    let now = 1000;
    let cost = 0.0001; // milliseconds
    let turns = 0;
    const again = (): void => {
      turns++;
      now += cost;
      loop.callSoon(again);
    };
    loop.callSoon(again);
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    try {
      const done = loop.runForever();
      await microtasks();
      cost = 1;
      const perSlice = [0, 0, 0].map(() => {
        const before = turns;
        host.runHops();
        return turns - before;
      });
      expect(perSlice).toEqual([128, 1, 1]);
      loop.stop();
      host.runHops();
      await done;
    } finally {
      clock.mockRestore();
    }
    loop.close();
  });
});
