import { ContextVar, copyContext } from '@asyncio-ts/contextvars';
import { EventLoop, NotImplementedError } from '@asyncio-ts/loop';
import { describe, expect, it } from 'vitest';

import { FakeHost } from './fake-host.js';

/** A host whose signals the test sends. */
class SignalHost extends FakeHost {
  readonly listeners = new Map<string, () => void>();

  onSignal(signal: string, callback: () => void): () => void {
    if (signal === 'SIGKILL') throw new RangeError('uv_signal_start EINVAL');
    this.listeners.set(signal, callback);
    return () => void this.listeners.delete(signal);
  }
}

function make() {
  const host = new SignalHost();
  return { host, loop: new EventLoop({ host }) };
}

describe('addSignalHandler', () => {
  it('calls the handler as a callback of the loop, once for each signal', () => {
    const { host, loop } = make();
    let told = 0;
    loop.addSignalHandler('SIGUSR1', () => told++);
    host.listeners.get('SIGUSR1')!();
    host.listeners.get('SIGUSR1')!();
    expect(told).toBe(0);
    loop._turn();
    expect(told).toBe(2);
    loop.close();
  });

  it('calls it in the context of whoever added it', () => {
    const { host, loop } = make();
    const variable = new ContextVar('variable', { default: 0 });
    const seen: number[] = [];
    copyContext().run(() => {
      variable.set(1);
      loop.addSignalHandler('SIGUSR1', () => {
        seen.push(variable.get());
        variable.set(variable.get() + 1);
      });
    });
    for (let i = 0; i < 2; i++) {
      host.listeners.get('SIGUSR1')!();
      loop._turn();
    }
    expect([seen, variable.get()]).toEqual([[1, 2], 0]);
    loop.close();
  });

  it('replaces an earlier handler for that signal, and no other', () => {
    const { host, loop } = make();
    const told: string[] = [];
    loop.addSignalHandler('SIGUSR1', () => told.push('first'));
    loop.addSignalHandler('SIGHUP', () => told.push('other'));
    loop.addSignalHandler('SIGUSR1', () => told.push('second'));
    for (const listener of host.listeners.values()) listener();
    loop._turn();
    expect(told.sort()).toEqual(['other', 'second']);
    loop.close();
  });

  it('refuses what is not the name of a signal', () => {
    const { host, loop } = make();
    for (const [signal, text] of [
      [15, '15'],
      ['TERM', '"TERM"'],
      ['sigterm', '"sigterm"'],
      ['SIGNOSUCH', '"SIGNOSUCH"'],
      [undefined, 'undefined'],
    ] as const) {
      const message = `a signal's name was expected, got ${text}\n  Write it as in 'SIGTERM'`;
      expect(() => {
        loop.addSignalHandler(signal as never, () => {});
      }).toThrow(new TypeError(message));
      expect(() => loop.removeSignalHandler(signal as never)).toThrow(new TypeError(message));
    }
    expect(host.listeners.size).toBe(0);
    loop.close();
  });

  it('refuses a coroutine, and a function that makes one', () => {
    const { host, loop } = make();
    function* stop() {}
    for (const handler of [stop, stop(), undefined]) {
      expect(() => {
        loop.addSignalHandler('SIGTERM', handler as never);
      }).toThrow(TypeError);
    }
    expect(host.listeners.size).toBe(0);
    loop.close();
  });

  it('says so when the system keeps the signal for itself; other handlers stay', () => {
    const { host, loop } = make();
    loop.addSignalHandler('SIGTERM', () => {});
    expect(() => {
      loop.addSignalHandler('SIGKILL', () => {});
    }).toThrow(
      expect.objectContaining({
        name: 'RuntimeError',
        message: 'SIGKILL cannot be caught\n  The system keeps it for itself, or does not know it',
      }),
    );
    expect([[...host.listeners.keys()], loop.removeSignalHandler('SIGKILL')]).toEqual([['SIGTERM'], false]);
    loop.close();
  });

  it('passes on that a host has no signals', () => {
    const { host, loop } = make();
    host.onSignal = () => {
      throw new NotImplementedError('none here');
    };
    expect(() => {
      loop.addSignalHandler('SIGTERM', () => {});
    }).toThrow(NotImplementedError);
    loop.close();
  });
});

describe('removeSignalHandler', () => {
  it('takes the handler away and says whether there was one', () => {
    const { host, loop } = make();
    loop.addSignalHandler('SIGINT', () => {});
    loop.addSignalHandler('SIGHUP', () => {});
    expect([loop.removeSignalHandler('SIGINT'), loop.removeSignalHandler('SIGINT')]).toEqual([true, false]);
    expect([...host.listeners.keys()]).toEqual(['SIGHUP']);
    loop.close();
  });
});

describe('closing a loop', () => {
  it('takes all its signal handlers away', () => {
    const { host, loop } = make();
    for (const signal of ['SIGINT', 'SIGHUP']) loop.addSignalHandler(signal, () => {});
    loop.close();
    expect(host.listeners.size).toBe(0);
  });
});
