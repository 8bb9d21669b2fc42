import { Handle, TimerHandle } from '@asyncio-ts/loop';
import { describe, expect, it } from 'vitest';

import { makeLoop } from './virtual.js';

describe('a turn of the loop', () => {
  it('runs callbacks in the order they were queued', () => {
    const loop = makeLoop();
    const order: string[] = [];
    for (const name of ['a', 'b', 'c']) loop.callSoon(() => order.push(name));
    loop.callSoonThreadsafe(() => order.push('threadsafe'));
    loop.callSoon(() => {
      loop.stop();
    });
    expect(loop.runForeverSync()).toBe('stopped');
    expect(order).toEqual(['a', 'b', 'c', 'threadsafe']);
  });

  it('leaves what its callbacks queue to the next turn', () => {
    const loop = makeLoop();
    const order: string[] = [];
    loop.callSoon(() => {
      order.push('first');
      loop.callSoon(() => order.push('queued by first'));
    });
    loop.callSoon(() => order.push('second'));
    loop._turn();
    expect(order).toEqual(['first', 'second']);
    loop._turn();
    expect(order).toEqual(['first', 'second', 'queued by first']);
  });

  it('puts due timers behind what is ready already, and runs both', () => {
    const loop = makeLoop();
    const order: string[] = [];
    loop.callLater(0, () => order.push('timer'));
    loop.callSoon(() => order.push('ready'));
    loop._turn();
    expect(order).toEqual(['ready', 'timer']);
  });

  it('takes two times closer than the clock can tell as one', () => {
    const loop = makeLoop();
    const order: string[] = [];
    loop.callAt(1, () => order.push('at one'));
    loop.callAt(1 + 5e-10, () => order.push('a little later'));
    loop.advance(1);
    expect(order).toEqual(['at one', 'a little later']);
  });

  it('skips a callback that was cancelled while it was ready', () => {
    const loop = makeLoop();
    const order: string[] = [];
    loop.callSoon(() => {
      handle.cancel();
    });
    const handle = loop.callSoon(() => order.push('cancelled'));
    loop.advance();
    expect(order).toEqual([]);
  });

  it('runs a timer that its callback set for now in the next turn, not in this one', () => {
    const loop = makeLoop();
    const order: string[] = [];
    loop.callLater(0, () => {
      order.push('outer');
      loop.callLater(0, () => order.push('inner'));
    });
    loop._turn();
    expect(order).toEqual(['outer']);
    loop._turn();
    expect(order).toEqual(['outer', 'inner']);
  });
});

describe('callSoon, callLater and callAt', () => {
  it('give a handle, or a timer that knows when it is due', () => {
    const loop = makeLoop({ startTime: 100 });
    const [handle, later, at] = [
      loop.callSoon(() => {}),
      loop.callLater(1.5, () => {}),
      loop.callAt(7, () => {}),
    ];
    expect(handle).toBeInstanceOf(Handle);
    expect(handle).not.toBeInstanceOf(TimerHandle);
    expect([later, at]).toEqual([expect.any(TimerHandle), expect.any(TimerHandle)]);
    expect([later.when(), at.when()]).toEqual([101.5, 7]);
  });

  it('queue nothing after an error', () => {
    const loop = makeLoop();
    expect(() => loop.callLater(NaN, () => {})).toThrow('Invalid delay: NaN (not a number)');
    expect(() => loop.callAt(NaN, () => {})).toThrow('Invalid when: NaN (not a number)');
    expect(() => loop.callLater(null as never, () => {})).toThrow(
      new TypeError('delay must be a number of seconds, got null'),
    );
    expect(() => loop.callAt('7' as never, () => {})).toThrow(
      new TypeError('when must be a number of seconds, got "7"'),
    );
    expect(() => loop.callSoon(undefined as never)).toThrow(
      new TypeError('a callable object was expected by callSoon(), got undefined'),
    );
    expect(() => loop.callLater(1, 5 as never)).toThrow(
      new TypeError('a callable object was expected by callAt(), got 5'),
    );
    expect(() => loop.callSoon({} as never)).toThrow('got an object');
    expect([loop._ready.size, loop._timers.size]).toEqual([0, 0]);
  });

  it('say how to run a coroutine that they were given in place of a function', () => {
    const loop = makeLoop();
    function* tick() {}
    expect(() => loop.callSoon(tick() as never)).toThrow('A coroutine needs a task: createTask(coroutine)');
  });

  it('refuse, in debug mode, a function* as well, for a call of it would run nothing', () => {
    const loop = makeLoop({ debug: true });
    const tick = function* tick() {} as () => void; // the types would let it pass like this
    expect(() => loop.callSoon(tick)).toThrow(
      'coroutines cannot be used with callSoon(), got function tick()\n' +
        '  Calling it runs nothing: pass a function that calls createTask(tick())',
    );
    const nameless = [function* () {} as () => void];
    expect(() => loop.callLater(1, nameless[0]!)).toThrow('createTask(f())');
    loop.setDebug(false);
    loop.callSoon(tick);
  });
});

describe('a handle', () => {
  it('can be cancelled, also twice and after it ran', () => {
    const loop = makeLoop();
    let runs = 0;
    const [ran, cancelled] = [loop.callSoon(() => runs++), loop.callSoon(() => runs++)];
    cancelled.cancel();
    cancelled.cancel();
    loop.advance();
    ran.cancel();
    expect([runs, cancelled.cancelled(), ran.cancelled()]).toEqual([1, true, true]);
  });

  it('does not count as cancelled in the heap when its timer fired before', () => {
    const loop = makeLoop();
    const timer = loop.callLater(1, () => {});
    loop.callLater(5, () => {});
    loop.advance(1);
    timer.cancel();
    expect(loop._timers.nextTime()).toBe(5);
  });
});
