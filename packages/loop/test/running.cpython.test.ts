/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_base_events.py` and `test_events.py` pin down about running a loop,
 * and about which one runs, in our words under the names the tests have there. What needs coroutines is tested in
 * `tasks`. Not here: policies and `set_event_loop`, for there is no current loop besides the running one; executors.
 */
import { EventLoop, getRunningLoop } from '@asyncio-ts/loop';
import { findRunningLoop } from '@asyncio-ts/loop/internal';
import { describe, expect, it } from 'vitest';

import { FakeHost } from './fake-host.js';
import { makeLoop, thrownBy } from './virtual.js';

describe('runForever', () => {
  it('after stop() takes one turn and does not wait for what is due later [test_base_events.BaseEventLoopTests.test_run_forever_pre_stopped]', async () => {
    const host = new FakeHost();
    const loop = new EventLoop({ host });
    const order: string[] = [];
    loop.callAt(10, () => order.push('due later'));
    loop.callSoon(() => {
      order.push('first turn');
      loop.callSoon(() => order.push('second turn'));
    });
    loop.stop();
    await loop.runForever();
    expect(order).toEqual(['first turn']);
    expect([host.wakeUps, host.hops, host.stuck]).toEqual([[], [], []]); // it never asked to be woken
    expect([loop.isRunning(), loop._timers.size]).toEqual([false, 1]);
    loop.close();
  });

  it('has a start and an end that a driver of one’s own can call around its turns [test_base_events.BaseEventLoopTests.test_custom_run_forever_integration]', () => {
    const loop = new EventLoop({ host: new FakeHost() });
    let [count, chained] = [0, 0];
    loop.callSoon(() => count++);
    loop.callSoon(function again() {
      chained++;
      loop.callSoon(again);
    });
    loop._begin();
    expect(getRunningLoop()).toBe(loop);
    expect(loop.isRunning()).toBe(true);
    for (let i = 0; i < 10; i++) loop._turn();
    loop._end();
    expect(() => getRunningLoop()).toThrow('no running event loop');
    expect([loop.isRunning(), count, chained]).toEqual([false, 1, 10]);
    loop.close();
  });
});

describe('close', () => {
  it('is refused while the loop runs [test_events.EventLoopTestsMixin.test_close_running_event_loop]', () => {
    const loop = makeLoop();
    const errors: unknown[] = [];
    loop.callSoon(() => {
      errors.push(thrownBy(() => loop.close()));
    });
    loop.advance();
    expect(errors.map(String)).toEqual([
      'RuntimeError: Cannot close a running event loop\n  Call stop() and wait for runForever() first',
    ]);
    expect(loop.isClosed()).toBe(false);
  });
});

describe('a new loop', () => {
  it('shares nothing with those made before [test_events.PolicyTests.test_new_event_loop]', () => {
    const [used, fresh] = [new EventLoop(), new EventLoop()];
    used.setDebug(true);
    used.setExceptionHandler(() => {});
    used.callSoon(() => {});
    used.callLater(1, () => {});
    used.stop();
    used.close();
    expect(fresh).toBeInstanceOf(EventLoop);
    expect(fresh).not.toBe(used);
    expect([fresh.isClosed(), fresh.isRunning(), fresh._stopping]).toEqual([false, false, false]);
    expect([fresh._ready.size, fresh._timers.size, fresh.getExceptionHandler()]).toEqual([0, 0, undefined]);
    fresh.close();
  });
});

/** What asking for the current loop gives where there is none. */
const noLoop = expect.objectContaining({
  name: 'RuntimeError',
  message: 'no running event loop\n  Call this from a coroutine that run() drives, or pass the loop',
}) as unknown;

// Differs from CPython, where a loop can be set as the current one: here it is only ever one that is running.
describe('the current loop', () => {
  it('is none before and after a run, and asking for it is an error [test_events.PolicyTests.test_get_event_loop_after_set_none]', () => {
    const loop = makeLoop();
    const ask = (): unknown => thrownBy(() => getRunningLoop());
    let runs = 0;
    expect(ask()).toEqual(noLoop);
    loop.callSoon(() => {
      expect(getRunningLoop()).toBe(loop);
      runs++;
    });
    loop.advance();
    expect([ask(), runs]).toEqual([noLoop, 1]);
  });

  it('is the one that calls back, whatever other is under way [test_events.GetEventLoopTestsMixin.test_get_event_loop_returns_running_loop]', async () => {
    const [other, loop] = [new EventLoop(), makeLoop()];
    const asked = (): boolean[] => [getRunningLoop() === loop, findRunningLoop() === loop];
    const seen: boolean[] = [];
    const done = other.runForever();
    loop.callSoon(() => seen.push(...asked()));
    expect(asked()).toEqual([false, false]);
    loop.advance();
    expect([...seen, ...asked()]).toEqual([true, true, false, false]);
    other.stop();
    await done;
    other.close();
    expect([thrownBy(() => getRunningLoop()), findRunningLoop()]).toEqual([noLoop, undefined]);
  });

  it('is outside of callbacks the only one under way, if there is one [test_events.GetEventLoopTestsMixin.test_get_event_loop_returns_running_loop2]', async () => {
    const loop = new EventLoop();
    expect([thrownBy(() => getRunningLoop()), findRunningLoop()]).toEqual([noLoop, undefined]);
    const done = loop.runForever();
    const seen = [getRunningLoop()];
    loop.callSoon(() => {
      seen.push(getRunningLoop());
      loop.stop();
    });
    await done;
    expect(seen.map((each) => each === loop)).toEqual([true, true]);
    expect([thrownBy(() => getRunningLoop()), findRunningLoop()]).toEqual([noLoop, undefined]);
    loop.close();
  });
});
