import { EventLoop } from '@asyncio-ts/loop';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeHost, microtasks } from './fake-host.js';

/** The time that the loop measures its slices by, in milliseconds. */
let sliceClock = 0;

beforeEach(() => {
  sliceClock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => sliceClock);
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A loop on a host that the test moves, and the end of its run. */
function start() {
  const host = new FakeHost();
  const loop = new EventLoop({ host });
  return { host, loop, done: loop.runForever() };
}

async function finish({ loop, done }: { loop: EventLoop; done: Promise<void> }): Promise<void> {
  loop.stop();
  await done;
  loop.close();
}

describe('a loop with nothing ready', () => {
  it('asks its host to be woken for the first timer, and for the next one after that', async () => {
    const started = start();
    const { host, loop } = started;
    const fired: number[] = [];
    for (const when of [2, 1]) loop.callAt(when, () => fired.push(when));
    await microtasks();
    expect(host.wakeUps.map(({ when }) => when)).toEqual([1]);
    host.runWakeUp();
    expect([fired, host.wakeUps.map(({ when }) => when)]).toEqual([[1], [2]]);
    host.runWakeUp();
    expect([fired, host.wakeUps]).toEqual([[1, 2], []]);
    await finish(started);
  });

  it('sleeps on when it is woken too early', async () => {
    const started = start();
    const { host, loop } = started;
    let fired = 0;
    loop.callAt(5, () => fired++);
    await microtasks();
    host.wakeUps.shift()!.wake(); // the clock still reads 0
    expect([fired, host.wakeUps.map(({ when }) => when)]).toEqual([0, [5]]);
    await finish(started);
  });

  it('is woken by callSoon from anywhere, and takes back its other wish', async () => {
    const started = start();
    const { host, loop } = started;
    const order: string[] = [];
    loop.callAt(10, () => order.push('timer'));
    await microtasks();
    loop.callSoon(() => order.push('from outside'));
    loop.callSoon(() => order.push('second'));
    expect([order, host.wakeUps]).toEqual([[], []]);
    await microtasks();
    expect(order).toEqual(['from outside', 'second']);
    expect(host.wakeUps.map(({ when }) => when)).toEqual([10]);
    await finish(started);
  });

  it('wakes in a host task of its own once its slice is over, so that promises cannot keep the host out', async () => {
    const started = start();
    const { host, loop } = started;
    let runs = 0;
    await microtasks();
    sliceClock = 1;
    loop.callSoon(() => runs++);
    await microtasks();
    expect([runs, host.hops.length]).toEqual([0, 1]);
    host.runHops();
    loop.callSoon(() => runs++); // a new slice has begun
    await microtasks();
    expect([runs, host.hops.length]).toEqual([2, 0]);
    await finish(started);
  });

  it('asks anew for a timer that is due before the one it waits for, and only then', async () => {
    const started = start();
    const { host, loop } = started;
    loop.callAt(10, () => {});
    await microtasks();
    loop.callAt(20, () => {});
    expect(host.wakeUps.map(({ when }) => when)).toEqual([10]);
    loop.callAt(5, () => {});
    expect(host.wakeUps.map(({ when }) => when)).toEqual([5]);
    await finish(started);
  });

  it('ends when it is stopped from outside', async () => {
    const { host, loop, done } = start();
    loop.callAt(10, () => {});
    await microtasks();
    loop.stop();
    await done;
    expect([loop.isRunning(), host.wakeUps]).toEqual([false, []]);
    loop.close();
  });

  it('asks to be told when nothing can wake it, if somebody wants to know: not while a timer is set', async () => {
    const host = new FakeHost();
    const loop = new EventLoop({ host });
    let told = 0;
    loop._onStuck = () => told++;
    const done = loop.runForever();
    await microtasks();
    expect(host.stuck.map(({ order }) => order)).toEqual([loop._order]);
    loop.callAt(1, () => {});
    expect([host.stuck.length, host.wakeUps.length]).toEqual([0, 1]);
    host.runWakeUp();
    expect([host.stuck.length, host.wakeUps.length]).toEqual([1, 0]);
    const timer = loop.callAt(Infinity, () => {}); // never comes, but somebody waits for it: until Ctrl-C, say
    expect([host.stuck.length, host.wakeUps.length]).toEqual([0, 1]);
    timer.cancel();
    loop.callSoon(() => {});
    await microtasks();
    host.runHops();
    expect([host.stuck.length, host.wakeUps.length]).toEqual([1, 0]);
    host.stuck[0]!.tell();
    expect(told).toBe(1);
    await finish({ loop, done });
    expect(host.stuck).toEqual([]);
  });

  it('asks that once in a slice, and again when it is told and was woken since: a host may count from when it was asked', async () => {
    const host = new FakeHost();
    const ask = vi.spyOn(host, 'whenStuck');
    const loop = new EventLoop({ host });
    let told = 0;
    loop._onStuck = () => told++;
    const done = loop.runForever();
    await microtasks();
    for (let i = 0; i < 3; i++) {
      loop.callSoon(() => {});
      await microtasks();
    }
    expect(ask).toHaveBeenCalledTimes(1);
    host.stuck[0]!.tell();
    expect([told, ask.mock.calls.length]).toEqual([0, 2]);
    host.stuck[0]!.tell();
    expect([told, ask.mock.calls.length]).toEqual([1, 2]);
    loop.callSoon(() => {});
    host.stuck[0]!.tell(); // a host should not, for the loop is about to run; if it told only once, it must be asked again
    expect([told, ask.mock.calls.length, host.stuck.length]).toEqual([1, 2, 0]);
    await microtasks();
    expect([told, ask.mock.calls.length, host.stuck.length]).toEqual([1, 3, 1]);
    await finish({ loop, done });
  });

  it('asks that anew in another slice, for the program may have removed what the host listens with', async () => {
    const host = new FakeHost();
    const ask = vi.spyOn(host, 'whenStuck');
    const loop = new EventLoop({ host });
    loop._onStuck = () => expect.fail('told');
    const done = loop.runForever();
    await microtasks();
    loop.callSoon(() => {});
    await microtasks();
    sliceClock = 1;
    loop.callSoon(() => {});
    await microtasks();
    expect([host.hops.length, ask.mock.calls.length]).toEqual([1, 1]);
    host.runHops();
    expect([host.stuck.length, ask.mock.calls.length]).toEqual([1, 2]);
    await finish({ loop, done });
  });

  it('asks nothing of the host when nobody wants to know', async () => {
    const started = start();
    await microtasks();
    expect([started.host.stuck, started.host.wakeUps, started.host.hops]).toEqual([[], [], []]);
    await finish(started);
  });
});
