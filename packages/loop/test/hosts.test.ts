import { EventLoop } from '@asyncio-ts/loop';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { WebHost } from '../src/host.js';
import { detectHost, ProcessHost } from '../src/process-host.js';
import { microtasks } from './fake-host.js';
import { makeLoop } from './virtual.js';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Lets the real host have its turn, until `isDone` or for good. */
async function hostTurns(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 0));
}

describe('a browser or worker', () => {
  it('has a clock in seconds', () => {
    vi.spyOn(performance, 'now').mockReturnValue(1500);
    expect(new WebHost().now()).toBe(1.5);
  });

  it('hops by setImmediate where there is one', () => {
    const hopped: (() => void)[] = [];
    vi.stubGlobal('setImmediate', (callback: () => void) => hopped.push(callback));
    const wake = (): void => {};
    new WebHost().hop(wake);
    expect(hopped).toHaveLength(1);
  });

  it('cannot know that nothing is left to come', () => {
    new WebHost().whenStuck(0, () => expect.fail('told'))();
  });

  describe('without setImmediate', () => {
    const ports: { close(): void; onmessage?: () => void }[] = [];

    beforeEach(() => {
      const Channel = MessageChannel;
      vi.stubGlobal('setImmediate', undefined);
      vi.stubGlobal(
        'MessageChannel',
        class extends Channel {
          constructor() {
            super();
            ports.push(this.port1, this.port2);
          }
        },
      );
    });

    afterEach(() => {
      for (const port of ports.splice(0)) port.close(); // Node stays alive for them, a browser does not
    });

    it('hops by a message to itself, in order, after promises had their turn', async () => {
      const host = new WebHost();
      const order: string[] = [];
      host.hop(() => order.push('first hop'));
      host.hop(() => order.push('second hop'));
      void Promise.resolve().then(() => order.push('promise'));
      expect(order).toEqual([]);
      await hostTurns(() => order.length === 3);
      expect(order).toEqual(['promise', 'first hop', 'second hop']);
    });

    it('does nothing for a message that no hop belongs to', () => {
      const host = new WebHost();
      host.hop(() => {});
      ports[0]!.onmessage!();
      ports[0]!.onmessage!();
    });
  });

  describe('asked to wake a loop', () => {
    const asked: { milliseconds: number; callback: () => void; cleared: boolean }[] = [];

    beforeEach(() => {
      asked.length = 0;
      vi.spyOn(performance, 'now').mockReturnValue(1000);
      vi.stubGlobal('setTimeout', (callback: () => void, milliseconds: number) => {
        const request = { milliseconds, callback, cleared: false };
        asked.push(request);
        return request;
      });
      vi.stubGlobal('clearTimeout', (request: { cleared: boolean }) => {
        request.cleared = true;
      });
    });

    it('asks for whole milliseconds, never too few, at once for the past, and for a day at most', () => {
      const host = new WebHost();
      for (const when of [1.0001, 1.5, 0, 1e9]) host.wakeAt(when, () => {});
      expect(asked.map(({ milliseconds }) => milliseconds)).toEqual([1, 500, 0, 24 * 3600 * 1000]);
    });

    const areCleared = (): boolean[] => asked.map(({ cleared }) => cleared);

    it('can take the request back, two microtasks later, and once', async () => {
      const takeBack = new WebHost().wakeAt(2, () => expect.fail('woken'));
      takeBack();
      expect(areCleared()).toEqual([false]);
      asked[0]!.callback(); // nobody wants it any more
      await microtasks();
      expect(areCleared()).toEqual([true]);
      const host = new WebHost();
      const woken: string[] = [];
      const takeFirstBack = host.wakeAt(2, () => woken.push('first'));
      takeFirstBack();
      host.wakeAt(2, () => woken.push('second')); // has the same timer now
      takeFirstBack();
      asked[1]!.callback();
      expect(woken).toEqual(['second']);
    });

    it('keeps one timer for a loop that waits for many promises within a time limit', async () => {
      const loop = new EventLoop({ host: new WebHost() });
      loop.callLater(10, () => {});
      const done = loop.runForever();
      for (let i = 0; i < 10; i++) {
        await Promise.resolve();
        loop.callSoon(() => {});
      }
      await microtasks();
      expect([asked.length, areCleared()]).toEqual([1, [false]]);
      loop.stop();
      await done;
      loop.close();
      await microtasks();
      expect(areCleared()).toEqual([true]);
    });

    it('keeps its timer for who wants the same time again at once', async () => {
      const host = new WebHost();
      const woken: string[] = [];
      host.wakeAt(2, () => woken.push('first'))();
      host.wakeAt(2, () => woken.push('second'));
      await microtasks();
      expect(areCleared()).toEqual([false]);
      asked[0]!.callback();
      expect(woken).toEqual(['second']);
    });

    it('makes another one for another time, for another loop, and for who comes later', async () => {
      const host = new WebHost();
      host.wakeAt(2, () => {})();
      host.wakeAt(3, () => {}); // another time
      host.wakeAt(3, () => {})(); // for another loop: the one before is wanted still
      expect(asked).toHaveLength(3);
      await microtasks();
      expect(areCleared()).toEqual([true, false, true]);
      host.wakeAt(3, () => {}); // too late for the one that was cleared
      asked[3]!.callback();
      host.wakeAt(3, () => {}); // and for the one that rang
      expect(asked).toHaveLength(5);
    });
  });
});

describe('the host of this program', () => {
  it('is Node where there is a process that tells of signals, else a browser', () => {
    expect(detectHost()).toBeInstanceOf(ProcessHost);
    const { versions } = process;
    const [on, off] = [() => {}, () => {}];
    for (const other of [undefined, {}, { versions: {} }, { versions }, { versions, on }]) {
      vi.stubGlobal('process', other);
      expect(detectHost()).not.toBeInstanceOf(ProcessHost);
    }
    vi.stubGlobal('process', { versions, on, off });
    expect(detectHost()).toBeInstanceOf(ProcessHost);
  });

  it('lets real time pass', async () => {
    const loop = new EventLoop();
    const order: string[] = [];
    const start = loop.time();
    for (const [i, delay] of [1e-2, 1e-4, 1e-6, 1e-8, 1e-10].entries())
      loop.callAt(start + delay, () => order.push(`${i}`));
    let turns = 0;
    const turn = loop._turn.bind(loop);
    loop._turn = () => {
      turns++;
      turn();
    };
    loop.callAt(start + 1e-2, () => {
      loop.stop();
    });
    await loop.runForever();
    expect(order).toEqual(['4', '3', '2', '1', '0']);
    expect(loop.time() - start).toBeGreaterThanOrEqual(1e-2 - 1e-9);
    expect(turns).toBeLessThan(20); // it sleeps, it does not spin
    loop.close();
  });
});

describe('a host without signals', () => {
  it('refuses a signal handler, and says where signals are', () => {
    const host = new WebHost();
    const loop = new EventLoop({ host });
    expect(loop._host).toBe(host);
    expect(() => {
      loop.addSignalHandler('SIGTERM', () => {});
    }).toThrow(
      expect.objectContaining({
        name: 'NotImplementedError',
        message: 'This host has no signals, so SIGTERM cannot be handled\n  Signals need Node, Bun or Deno',
      }),
    );
    expect(loop.removeSignalHandler('SIGTERM')).toBe(false);
    loop.close();
  });

  it('refuses it under virtual time, too', () => {
    vi.stubGlobal('process', undefined);
    const loop = makeLoop();
    vi.unstubAllGlobals();
    expect(() => {
      loop.addSignalHandler('SIGTERM', () => {});
    }).toThrow('This host has no signals');
  });
});
