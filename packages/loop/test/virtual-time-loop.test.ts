import { EventLoop, getRunningLoop, type VirtualTimeLoop } from '@asyncio-ts/loop';
import { describe, expect, it } from 'vitest';

import { makeLoop } from './virtual.js';

describe('a loop in virtual time', () => {
  it('is an event loop whose clock starts at zero, or where it is told to', () => {
    const loop = makeLoop();
    expect([loop instanceof EventLoop, loop.time(), makeLoop({ startTime: 100 }).time()]).toEqual([
      true,
      0,
      100,
    ]);
  });

  describe('runForeverSync', () => {
    it('jumps from timer to timer and spends no time in between', () => {
      const loop = makeLoop();
      const order: unknown[] = [];
      loop.callLater(3600, () => {
        order.push(loop.time(), getRunningLoop() === loop);
        loop.callLater(0.5, () => {
          order.push(loop.time());
          loop.stop();
        });
      });
      expect([loop.runForeverSync(), order, loop.isRunning()]).toEqual([
        'stopped',
        [3600, true, 3600.5],
        false,
      ]);
    });

    it('runs what is ready before it looks at the clock', () => {
      const loop = makeLoop();
      const order: string[] = [];
      loop.callLater(1, () => {
        order.push('timer');
        loop.stop();
      });
      loop.callSoon(() => loop.callSoon(() => loop.callSoon(() => order.push('third turn'))));
      loop.runForeverSync();
      expect(order).toEqual(['third turn', 'timer']);
    });

    it('is stuck when nothing is ready and no timer is set', () => {
      const loop = makeLoop();
      loop.callLater(1, () => {});
      loop.callLater(Infinity, () => expect.fail('the end of time'));
      expect([loop.runForeverSync(), loop.time(), loop.isRunning()]).toEqual(['stuck', 1, false]);
    });

    it('takes exactly one turn when it was stopped before', () => {
      const loop = makeLoop();
      const order: string[] = [];
      loop.callSoon(() => {
        order.push('first');
        loop.callSoon(() => order.push('second'));
      });
      loop.stop();
      expect([loop.runForeverSync(), order]).toEqual(['stopped', ['first']]);
    });

    it('gives onIdle the chance to queue something, to set a timer or to stop', () => {
      const order: string[] = [];
      const ideas = [
        (loop: VirtualTimeLoop) => loop.callSoon(() => order.push('queued')),
        (loop: VirtualTimeLoop) => loop.callLater(2, () => order.push(`timer at ${loop.time()}`)),
        (loop: VirtualTimeLoop) => {
          loop.stop();
        },
        (loop: VirtualTimeLoop) => loop.callLater(Infinity, () => {}),
        () => {},
      ];
      const loop = makeLoop({ onIdle: (idle) => ideas.shift()!(idle) });
      expect([loop.runForeverSync(), order, ideas.length]).toEqual(['stopped', ['queued', 'timer at 2'], 2]);
      expect([loop.runForeverSync(), ideas.length]).toEqual(['stuck', 1]);
      expect([loop.runForeverSync(), ideas.length]).toEqual(['stuck', 0]);
    });

    it('leaves the loop usable after an error that ends a program', () => {
      const loop = makeLoop();
      const outside = makeLoop();
      loop.setExceptionHandler(undefined);
      loop.callSoon(() => {
        outside.stop(); // another loop is not concerned
        loop.stop();
      });
      expect(loop.runForeverSync()).toBe('stopped');
      expect(() => getRunningLoop()).toThrow('no running event loop');
    });
  });

  describe('advance', () => {
    it('runs what is due on the way, each at its time, and ends exactly there', () => {
      const loop = makeLoop();
      const order: string[] = [];
      const log = (name: string) => () => order.push(`${loop.time()} ${name}`);
      loop.callLater(1, log('one'));
      loop.callLater(2, () => {
        log('two')();
        loop.callSoon(log('after two'));
        loop.callLater(0.5, log('two and a half'));
      });
      loop.callLater(3, log('three'));
      loop.callLater(3.5, log('too late'));
      loop.advance(3);
      expect(order).toEqual(['1 one', '2 two', '2 after two', '2.5 two and a half', '3 three']);
      expect(loop.time()).toBe(3);
      loop.advance(0.25);
      expect([order.length, loop.time()]).toEqual([5, 3.25]);
      loop.advance(0.25);
      expect(order.at(-1)).toBe('3.5 too late');
    });

    it('runs, without a number, what is ready and due now', () => {
      const loop = makeLoop();
      const order: string[] = [];
      loop.callSoon(() => {
        order.push('soon');
        loop.callSoon(() => order.push('sooner or later'));
      });
      loop.callLater(0, () => order.push('now'));
      loop.callLater(1e-3, () => order.push('later'));
      loop.advance();
      expect([order, loop.time()]).toEqual([['soon', 'now', 'sooner or later'], 0]);
    });

    it('refuses to go back, for ever, or nowhere', () => {
      const loop = makeLoop();
      loop.callLater(1, () => expect.fail('ran'));
      for (const seconds of [-1, Infinity, NaN]) {
        expect(() => {
          loop.advance(seconds);
        }).toThrow(expect.objectContaining({ name: 'ValueError' }));
      }
      expect(() => {
        loop.advance('1' as never);
      }).toThrow(new TypeError('seconds must be a number of seconds, got "1"'));
      expect([loop.time(), loop.isRunning()]).toEqual([0, false]);
    });

    it('refuses a loop that is running', () => {
      const loop = makeLoop();
      const errors: string[] = [];
      loop.callSoon(() => {
        try {
          loop.advance(1);
        } catch (error) {
          errors.push(String(error));
        }
      });
      loop.advance();
      expect(errors).toEqual([expect.stringMatching(/^RuntimeError: This event loop is already running\n/)]);
    });
  });

  describe('driven by runForever', () => {
    it('lets promises settle before it jumps', async () => {
      const loop = makeLoop();
      const order: string[] = [];
      loop.callSoon(() => {
        order.push('start');
        void Promise.resolve()
          .then(() => Promise.resolve())
          .then(() => loop.callSoon(() => order.push(`promise at ${loop.time()}`)));
        loop.callLater(3600, () => {
          order.push(`timer at ${loop.time()}`);
          loop.stop();
        });
      });
      await loop.runForever();
      expect(order).toEqual(['start', 'promise at 0', 'timer at 3600']);
    });

    it('forgets a jump when something becomes ready before', async () => {
      const loop = makeLoop();
      const order: string[] = [];
      loop.callLater(10, () => {
        order.push(`timer at ${loop.time()}`);
        loop.stop();
      });
      const done = loop.runForever();
      await Promise.resolve(); // the loop sleeps now, and its jump is on the way
      loop.callLater(5, () => order.push(`earlier one at ${loop.time()}`));
      await done;
      expect(order).toEqual(['earlier one at 5', 'timer at 10']);
    });

    it('never jumps to the end of time, and is woken from its sleep until then', async () => {
      const loop = makeLoop();
      loop.callLater(Infinity, () => expect.fail('the end of time'));
      const done = loop.runForever();
      await Promise.resolve();
      loop.callSoon(() => {
        loop.stop();
      });
      await done;
      expect(loop.time()).toBe(0);
    });

    // A browser knows neither.
    it.skipIf(typeof process === 'undefined')(
      'asks its host about being stuck, and for signals',
      async () => {
        const loop = makeLoop();
        let told = 0;
        loop._onStuck = () => {
          told++;
          loop.stop();
        };
        process.emit('beforeExit', 0); // others may have left their listener, until it is asked
        const handlers = process.listenerCount('beforeExit');
        const done = loop.runForever();
        await Promise.resolve();
        expect(process.listenerCount('beforeExit')).toBe(handlers + 1);
        process.emit('beforeExit', 0);
        await done;
        process.emit('beforeExit', 0);
        expect([told, process.listenerCount('beforeExit')]).toEqual([1, handlers]);
        loop.addSignalHandler('SIGUSR2', () => {});
        expect(process.listenerCount('SIGUSR2')).toBe(1);
        expect(loop.removeSignalHandler('SIGUSR2')).toBe(true);
      },
    );
  });
});
