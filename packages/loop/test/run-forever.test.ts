import { RuntimeError } from '@asyncio-ts/contextvars';
import { EventLoop, getRunningLoop, KeyboardInterrupt, SystemExit, VirtualTimeLoop } from '@asyncio-ts/loop';
import { describe, expect, it } from 'vitest';

import { makeLoop } from './virtual.js';

describe('runForever', () => {
  it('runs callbacks until one stops it, and resolves', async () => {
    const loop = new EventLoop();
    const seen: boolean[] = [];
    loop.callSoon(() => {
      seen.push(loop.isRunning(), getRunningLoop() === loop);
      loop.stop();
    });
    expect(loop.isRunning()).toBe(false);
    await loop.runForever();
    expect([...seen, loop.isRunning()]).toEqual([true, true, false]);
    loop.close();
  });

  it('takes exactly one turn when it was stopped before', async () => {
    const loop = new EventLoop();
    const order: string[] = [];
    loop.callSoon(() => {
      order.push('first turn');
      loop.callSoon(() => order.push('second turn'));
    });
    loop.stop();
    await loop.runForever();
    expect(order).toEqual(['first turn']);
    loop.stop();
    await loop.runForever();
    expect(order).toEqual(['first turn', 'second turn']);
    loop.close();
  });

  it('ends after the turn in which stop was called: what that turn queued stays for the next run', async () => {
    const loop = new EventLoop();
    const order: string[] = [];
    loop.callSoon(() => {
      loop.stop();
    });
    loop.callSoon(() => {
      order.push('same turn');
      loop.callSoon(() => order.push('next run'));
    });
    await loop.runForever();
    expect(order).toEqual(['same turn']);
    loop.stop();
    await loop.runForever();
    expect(order).toEqual(['same turn', 'next run']);
    loop.close();
  });

  it('refuses to run a loop that is running, which goes on', async () => {
    const loop = new EventLoop();
    const errors: unknown[] = [];
    loop.callSoon(() => {
      loop.runForever().catch((error: unknown) => errors.push(error));
      loop.callSoon(() => {
        loop.stop();
      });
    });
    await loop.runForever();
    expect(errors).toEqual([
      expect.objectContaining({
        name: 'RuntimeError',
        message: 'This event loop is already running\n  Make another one, or use a task',
      }),
    ]);
    loop.close();
  });

  it('rejects with what ends a program, and can run again: the rest of the turn was kept', async () => {
    for (const fatal of [new KeyboardInterrupt(), new SystemExit(3)]) {
      const loop = new EventLoop();
      const order: string[] = [];
      loop.callSoon(() => {
        throw fatal;
      });
      loop.callSoon(() => {
        order.push('after the fatal error');
        loop.stop();
      });
      await expect(loop.runForever()).rejects.toBe(fatal);
      expect([loop.isRunning(), order]).toEqual([false, []]);
      await loop.runForever();
      expect(order).toEqual(['after the fatal error']);
      loop.close();
    }
  });

  it('runs several loops at once, each callback on its own', async () => {
    const loops = [new EventLoop(), new VirtualTimeLoop(), new EventLoop()];
    const order: string[] = [];
    loops.forEach((loop, i) => {
      loop.callSoon(() => {
        order.push(`${i} soon ${getRunningLoop() === loop}`);
        loop.callLater(0.002, () => {
          order.push(`${i} later ${getRunningLoop() === loop}`);
          loop.stop();
        });
      });
    });
    await Promise.all(loops.map((loop) => loop.runForever()));
    expect([...order].sort()).toEqual([0, 1, 2].flatMap((i) => [`${i} later true`, `${i} soon true`]));
    for (const loop of loops) loop.close();
  });
});

describe('close', () => {
  it('can be called twice, and drops what is queued', () => {
    const loop = new VirtualTimeLoop();
    let runs = 0;
    loop.callSoon(() => runs++);
    loop.callLater(1, () => runs++);
    expect(loop.isClosed()).toBe(false);
    loop.close();
    loop.close();
    expect([loop.isClosed(), loop._ready.size, loop._timers.size, runs]).toEqual([true, 0, 0, 0]);
  });

  it('makes everything else fail with a typed error', async () => {
    const loop = new VirtualTimeLoop();
    loop.close();
    const uses = [
      () => loop.callSoon(() => {}),
      () => loop.callSoonThreadsafe(() => {}),
      () => loop.callLater(1, () => {}),
      () => loop.callAt(1, () => {}),
      () => {
        loop.addSignalHandler('SIGUSR2', () => {});
      },
      () => loop.runForeverSync(),
      () => {
        loop.advance(1);
      },
    ];
    for (const use of uses) {
      expect(use).toThrow(RuntimeError);
      expect(use).toThrow(/^Event loop is closed\n {2}Make a new one/);
    }
    await expect(loop.runForever()).rejects.toThrow(/^Event loop is closed\n {2}Make a new one/);
  });

  it('tells the package above once', () => {
    const loop = new VirtualTimeLoop();
    let told = 0;
    loop._onClose.push(() => told++);
    loop.close();
    loop.close();
    expect(told).toBe(1);
  });
});

describe('the text of a loop', () => {
  it('says whether it runs, is closed, and debugs', () => {
    const loop = makeLoop({ debug: true });
    const texts: string[] = [];
    loop.callSoon(() => texts.push(String(loop)));
    loop.advance();
    loop.close();
    expect([...texts, String(loop), String(new EventLoop({ debug: false }))]).toEqual([
      '<VirtualTimeLoop running=true closed=false debug=true>',
      '<VirtualTimeLoop running=false closed=true debug=false>',
      '<EventLoop running=false closed=false debug=false>',
    ]);
  });
});
