import { EventLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import { captureOrigin, debugging } from '@asyncio-ts/loop/internal';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { debugByEnvironment } from '../src/origin.js';
import { FakeHost } from './fake-host.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('debug mode', () => {
  it('is switched on and off, and off for good when the loop closes', () => {
    const before = debugging.loops;
    const loop = new VirtualTimeLoop({ debug: true });
    expect([loop.getDebug(), debugging.loops - before]).toEqual([true, 1]);
    loop.setDebug(true);
    loop.setDebug(false);
    expect([loop.getDebug(), debugging.loops - before]).toEqual([false, 0]);
    loop.setDebug(true);
    loop.close();
    expect([loop.getDebug(), debugging.loops - before]).toEqual([false, 0]);
  });

  it('is off where there is no environment', () => {
    vi.stubGlobal('process', undefined);
    expect(debugByEnvironment()).toBe(false);
    vi.stubGlobal('process', {});
    expect(debugByEnvironment()).toBe(false);
  });

  it('reports callbacks that keep the others waiting, and how long', () => {
    const host = new FakeHost();
    const loop = new EventLoop({ host, debug: true });
    const warned: string[] = [];
    vi.spyOn(console, 'warn').mockImplementation((text: string) => {
      warned.push(text.replace(/ created.*>/, '>'));
    });
    const take = (seconds: number, name: string): void => {
      const work = {
        [name]: () => {
          host.clock += seconds;
        },
      };
      loop.callSoon(work[name]!);
    };
    take(0.05, 'quick');
    take(0.25, 'slow');
    take(0.1, 'justSlow');
    loop._turn();
    loop.slowCallbackDuration = 1;
    take(0.5, 'quickNow');
    loop._turn();
    loop.setDebug(false);
    take(5, 'nobodyLooks');
    loop._turn();
    expect(warned).toEqual([
      'Executing <Handle function slow()> took 0.250 seconds',
      'Executing <Handle function justSlow()> took 0.100 seconds',
    ]);
    loop.close();
  });

  it('knows where things were made, without the library’s own lines', () => {
    expect(captureOrigin()).toMatch(/^ at .*debug\.test\.ts:\d+:\d+\)?$/);
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    const nothing = captureOrigin();
    Error.stackTraceLimit = stackTraceLimit;
    expect(nothing).toBe('');
    vi.stubGlobal('Error', Object); // a host that gives no stacks
    expect(captureOrigin()).toBe('');
  });

  it.each([
    ['a bundle', ['captureOrigin (bundle.js:1:1)', 'fetchAll (bundle.js:2:2)']],
    [
      'a store that keeps packages apart',
      [
        'captureOrigin (/store/a/node_modules/@asyncio-ts/loop/dist/shared.js:1:1)',
        'get (/store/b/node_modules/@asyncio-ts/queues/dist/index.js:3:3)',
        'fetchAll (/app/src/main.ts:2:2)',
      ],
    ],
  ])('knows it in %s', (_where, calls) => {
    const stack = ['Error', ...calls.map((call) => `    at ${call}`)].join('\n');
    vi.stubGlobal('Error', function Stacked(this: { stack: string }) {
      this.stack = stack;
    });
    expect(captureOrigin()).toBe(` at ${calls.at(-1)!}`);
  });
});
