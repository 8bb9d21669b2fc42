/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_base_events.py` and `test_events.py` pin down about timers, in our
 * words under the names the tests have there. Not here: the hash of a timer, for JavaScript has no hash protocol.
 */
import { EventLoop, TimerHandle } from '@asyncio-ts/loop';
import { describe, expect, it } from 'vitest';

import { FakeHost, microtasks } from './fake-host.js';
import { makeLoop } from './virtual.js';

function tick(): void {}

describe('callLater', () => {
  it('keeps its timer on the heap, not among what is ready [test_base_events.BaseEventLoopTests.test_call_later]', () => {
    const loop = makeLoop();
    const timer = loop.callLater(10, tick);
    expect(timer).toBeInstanceOf(TimerHandle);
    expect([loop._ready.size, loop._timers.size]).toEqual([0, 1]);
    expect(loop._timers.peek()).toBe(timer);
    for (const none of [null, undefined]) {
      expect(() => loop.callLater(none as never, tick)).toThrow(
        new TypeError(`delay must be a number of seconds, got ${none}`),
      );
    }
    expect([loop._ready.size, loop._timers.size]).toEqual([0, 1]);
  });

  it('with negative delays runs them by the time they were due, in one turn [test_base_events.BaseEventLoopTests.test_call_later_negative_delays]', () => {
    const loop = makeLoop();
    const order: number[] = [];
    for (const delay of [-1, -2, 0]) loop.callLater(delay, () => order.push(delay));
    loop._turn();
    expect(order).toEqual([-2, -1, 0]);
  });

  it('calls back once, without arguments [test_events.EventLoopTestsMixin.test_call_later]', () => {
    const loop = makeLoop();
    const calls: unknown[] = [];
    loop.callLater(0.1, (...args: unknown[]) => {
      calls.push([loop.time(), 'hello world', args]);
    });
    loop.callLater(100, () => {
      loop.stop();
    });
    expect([loop.runForeverSync(), calls]).toEqual(['stopped', [[0.1, 'hello world', []]]]);
  });
});

describe('callAt', () => {
  it('never runs earlier than asked, but for less than the clock can tell [test_base_events.BaseEventLoopTests.test_time_and_call_at]', () => {
    const host = new FakeHost();
    const loop = new EventLoop({ host });
    const ran: number[] = [];
    const when = loop.time() + 0.1;
    loop.callAt(when, () => ran.push(loop.time()));
    for (const clock of [0.05, when - 2e-9, when - 0.5e-9]) {
      host.clock = clock;
      loop._turn();
    }
    expect(ran).toEqual([when - 0.5e-9]);
    for (const none of [null, undefined]) {
      expect(() => loop.callAt(none as never, tick)).toThrow(
        new TypeError(`when must be a number of seconds, got ${none}`),
      );
    }
    loop.close();
  });
});

describe('a cancelled timer', () => {
  it('at the head is dropped: the loop sleeps until the first live one [test_base_events.BaseEventLoopTests.test__run_once]', async () => {
    const host = new FakeHost();
    const loop = new EventLoop({ host });
    loop.callAt(5, tick).cancel();
    const live = loop.callAt(10, tick);
    const done = loop.runForever();
    await microtasks();
    expect(host.wakeUps.map(({ when }) => when)).toEqual([10]);
    expect(loop._timers.size).toBe(1);
    expect(loop._timers.peek()).toBe(live);
    loop.stop();
    host.runHops();
    await done;
    loop.close();
  });

  // Differs from CPython, whose bound is 100 timers, and which looks at the start of a turn: here as soon as one is
  // cancelled, so that they cannot pile up within a turn either.
  it('further down stays until more than 64 are held and over half of them are cancelled [test_base_events.BaseEventLoopTests.test__run_once_cancelled_event_cleanup]', () => {
    const loop = makeLoop();
    const set = (count: number, delay: number): TimerHandle[] =>
      Array.from({ length: count }, () => loop.callLater(delay, tick));
    const cancel = (timers: TimerHandle[]): void => {
      for (const timer of timers) timer.cancel();
    };
    const blocking = loop.callLater(3000, tick); // keeps those behind it away from the head
    cancel([...set(2, 3600), ...set(2, 100)]);
    expect(loop._timers.size).toBe(5);
    loop._turn();
    expect(loop._timers.size).toBe(3); // the two at the head are gone

    const [live, doomed] = [set(20, 3600), set(41, 3600)];
    cancel(doomed.slice(0, 39));
    expect(loop._timers.size).toBe(64); // 41 of them are cancelled, but there are too few to care
    cancel(set(1, 3600));
    expect(loop._timers.size).toBe(23); // the 65th made it worth it
    const kept = Array.from({ length: 23 }, () => loop._timers.popBefore(Infinity)!);
    expect(new Set(kept)).toEqual(new Set([blocking, ...live, ...doomed.slice(39)]));

    cancel(set(2, 100));
    loop._turn(); // those at the head do not count any more when they are gone
    const many = set(100, 3600);
    cancel(many.slice(0, 50));
    expect(loop._timers.size).toBe(100); // just half
    cancel(many.slice(50, 51));
    expect(loop._timers.size).toBe(49);
    for (let i = 0; i < 10_000; i++) loop.callLater(1000, tick).cancel();
    expect(loop._timers.size).toBeLessThan(200);
  });
});

describe('a timer handle', () => {
  it('knows when it is due [test_events.TimerTests.test_when]', () => {
    const loop = makeLoop({ startTime: 100 });
    expect([loop.callAt(123.25, tick).when(), loop.callLater(1.5, tick).when()]).toEqual([123.25, 101.5]);
  });

  it('lets its callback go when it is cancelled, and so what that holds on to [test_events.TimerTests.test_timer]', () => {
    for (const debug of [false, true]) {
      const timer = makeLoop({ debug }).callLater(1, tick);
      expect([timer._callback, timer.cancelled()]).toEqual([tick, false]);
      timer.cancel();
      timer.cancel();
      expect([timer._callback, timer.cancelled()]).toEqual([undefined, true]);
      const held = Object.values(timer).filter((value) => typeof value === 'function');
      expect(held).toEqual([]);
    }
  });

  it('shows when it is due, and its callback or that it was cancelled [test_events.TimerTests.test_timer_repr]', () => {
    const timer = makeLoop({ debug: false }).callAt(123, tick);
    expect(String(timer)).toBe('<TimerHandle when=123 function tick()>');
    timer.cancel();
    expect(String(timer)).toBe('<TimerHandle cancelled when=123>');
  });

  it('shows in debug mode where it was made, and goes on to show that and its callback when cancelled [test_events.TimerTests.test_timer_repr_debug]', () => {
    const timer = makeLoop({ debug: true }).callAt(123, tick);
    const [text, place] =
      /^<TimerHandle when=123 function tick\(\) created( at .*timers\.cpython\.test\.ts\S*:\d+:\d+\)?)>$/.exec(
        String(timer),
      ) ?? [];
    expect(text).toBe(String(timer));
    for (let times = 0; times < 2; times++) {
      timer.cancel();
      expect(String(timer)).toBe(`<TimerHandle cancelled when=123 function tick() created${place}>`);
    }
  });

  // Operators cannot be defined in JavaScript, so what is left of the comparison is the order of the heap. Differs from
  // CPython: that leaves the order of two timers due at the same time open, here they run as they were made. Nor are
  // two timers ever equal.
  it('comes before those due later, and among those due with it by its age [test_events.TimerTests.test_timer_comparison]', () => {
    for (const [...whens] of [
      [10, 10, 20],
      [10, 20, 10],
      [20, 10, 10],
    ]) {
      const loop = makeLoop();
      const timers = whens.map((when) => loop.callAt(when, tick));
      const early = timers.filter((timer) => timer.when() === 10);
      const late = timers.filter((timer) => timer.when() === 20);
      const order = timers.map(() => loop._timers.popBefore(Infinity));
      expect(order.map((timer) => timers.indexOf(timer as TimerHandle))).toEqual(
        [...early, ...late].map((timer) => timers.indexOf(timer)),
      );
    }
  });
});
