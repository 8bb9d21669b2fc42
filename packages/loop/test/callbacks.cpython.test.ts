/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_base_events.py` and `test_events.py` pin down about callbacks that
 * are queued for the next turn, in our words under the names the tests have there. Callbacks take no arguments here, a
 * closure holds them. Timers and handles have files of their own. Not here: calls from other threads, executors,
 * readers and writers of sockets.
 */
import { Handle, TimerHandle } from '@asyncio-ts/loop';
import { describe, expect, it } from 'vitest';

import { makeLoop } from './virtual.js';

describe('callSoon', () => {
  it('gives a handle, and queues the callback [test_base_events.BaseEventLoopTests.test_call_soon]', () => {
    const loop = makeLoop();
    let runs = 0;
    const handle = loop.callSoon(() => runs++);
    expect(handle).toBeInstanceOf(Handle);
    expect(handle).not.toBeInstanceOf(TimerHandle);
    expect([loop._ready.size, runs]).toEqual([1, 0]);
    expect(loop._ready.shift()).toBe(handle);
    handle._run();
    expect(runs).toBe(1); // it was this very callback
  });

  // Differs from CPython: there it is debug mode's; otherwise the turn fails that should have called it.
  it.each([true, false])(
    'refuses what cannot be called, in any mode (debug: %s) [test_base_events.BaseEventLoopTests.test_call_soon_non_callable]',
    (debug) => {
      const loop = makeLoop({ debug });
      expect(() => loop.callSoon(1 as never)).toThrow(
        new TypeError('a callable object was expected by callSoon(), got 1'),
      );
      expect(loop._ready.size).toBe(0);
    },
  );

  it('calls it without arguments; what it needs is in its closure [test_events.EventLoopTestsMixin.test_call_soon]', () => {
    const loop = makeLoop();
    const calls: unknown[] = [];
    const queue = (first: string, second: string): void => {
      loop.callSoon((...args: unknown[]) => {
        calls.push([first, second, args]);
        loop.stop();
      });
    };
    queue('hello', 'world');
    expect([loop.runForeverSync(), calls]).toEqual(['stopped', [['hello', 'world', []]]]);
  });

  it('keeps its order with callSoonThreadsafe [test_events.EventLoopTestsMixin.test_call_soon_threadsafe_same_thread]', () => {
    const loop = makeLoop();
    const order: string[] = [];
    const tell = (what: string) => (): void => {
      order.push(what);
      if (order.length === 3) loop.stop();
    };
    loop.callSoonThreadsafe(tell('hello'));
    loop.callSoon(tell('world'));
    loop.callSoonThreadsafe(tell('again'));
    expect([loop.runForeverSync(), order]).toEqual(['stopped', ['hello', 'world', 'again']]);
  });
});

describe('one turn', () => {
  it('leaves what a due timer queues to the next turn [test_base_events.BaseEventLoopTests.test__run_once_schedule_handle]', () => {
    const loop = makeLoop({ startTime: 10 });
    const order: string[] = [];
    const queued: Handle[] = [];
    loop.callAt(9, () => {
      order.push('timer');
      queued.push(loop.callSoon(() => order.push('queued by the timer')));
    });
    loop._turn();
    expect(order).toEqual(['timer']);
    expect([loop._ready.size, loop._timers.size]).toEqual([1, 0]);
    expect(loop._ready.shift()).toBe(queued[0]);
  });

  it('is what a callback gets that was queued before stop(), and no more [test_base_events.BaseEventLoopTests.test_run_once]', () => {
    const loop = makeLoop();
    let [once, chained] = [0, 0];
    loop.callSoon(() => once++);
    loop.callSoon(function again() {
      chained++;
      loop.callSoon(again);
    });
    const runOnce = (): void => {
      loop.callSoon(() => {
        loop.stop();
      });
      expect(loop.runForeverSync()).toBe('stopped');
    };
    runOnce();
    expect([once, chained]).toEqual([1, 1]);
    runOnce();
    expect([once, chained]).toEqual([1, 2]);
  });
});
