/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_events.py` and `test_unix_events.py` pin down about signal handlers,
 * in our words under the names the tests have there. CPython's second file replaces the system's functions; here both
 * use the process that runs them. Where no listener is left, Node gives a signal its default action back.
 *
 * Signals go by name here, as everywhere in Node: CPython's numbers are the wrong type. Not here: the pipe that wakes
 * CPython's selector, failures of the system that Node does not tell of, the end of the interpreter.
 */
import process from 'node:process';

import { detectHost, EventLoop, Handle } from '@asyncio-ts/loop';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { thrownBy } from './virtual.js';

let loop: EventLoop;

beforeEach(() => {
  loop = new EventLoop();
});

afterEach(() => {
  loop.close();
  vi.restoreAllMocks();
});

/** How many listen for each signal: 0 stands for its default action. */
function listeners(...signals: string[]): number[] {
  return signals.map((signal) => process.listenerCount(signal));
}

/** Sends the signal to this very process. One that nobody listens for would end it, so that fails before. */
function signalMyself(signal: NodeJS.Signals): void {
  expect(listeners(signal)).toEqual([1]);
  process.kill(process.pid, signal);
}

/** What adding and removing a handler throw. */
function errorsOf(signal: unknown): unknown[] {
  return [
    thrownBy(() => loop.addSignalHandler(signal as string, () => {})),
    thrownBy(() => loop.removeSignalHandler(signal as string)),
  ];
}

function error(name: string, message: string): unknown {
  return expect.objectContaining({ name, message: expect.stringContaining(message) as string });
}

const notToBeCaught = error('RuntimeError', 'SIGKILL cannot be caught');

describe('a signal handler', () => {
  it('runs on the loop, until it is removed; not every signal can have one [test_events.EventLoopTestsMixin.test_add_signal_handler]', async () => {
    for (const wrong of [2, 0, -1]) {
      const refused = error('TypeError', `a signal's name was expected, got ${wrong}`);
      expect(errorsOf(wrong)).toEqual([refused, refused]);
    }
    const unknown = error('ValueError', `a signal's name was expected, got "boom"`);
    expect(errorsOf('boom')).toEqual([unknown, unknown]);
    expect(thrownBy(() => loop.addSignalHandler('SIGKILL', () => {}))).toEqual(notToBeCaught);
    expect(loop.removeSignalHandler('SIGKILL')).toBe(false);

    let caught = 0;
    loop.addSignalHandler('SIGINT', () => {
      caught++;
      loop.stop();
    });
    signalMyself('SIGINT');
    expect(caught).toBe(0);
    await loop.runForever();
    expect([caught, listeners('SIGINT')]).toEqual([1, [1]]);

    expect([loop.removeSignalHandler('SIGINT'), listeners('SIGINT')]).toEqual([true, [0]]);
    expect(loop.removeSignalHandler('SIGINT')).toBe(false);
  });

  it('is called once for a signal that comes while the loop sleeps [test_events.EventLoopTestsMixin.test_signal_handling_while_selecting]', async () => {
    const host = detectHost();
    const wakeAt = host.wakeAt.bind(host);
    let [sleeps, caught] = [0, 0];
    host.wakeAt = (when, wake) => {
      sleeps++;
      signalMyself('SIGUSR2');
      return wakeAt(when, wake);
    };
    loop = new EventLoop({ host });
    loop.addSignalHandler('SIGUSR2', () => {
      caught++;
      loop.stop();
    });
    loop.callLater(60, () => expect.fail('slept on'));
    await loop.runForever();
    expect([sleeps, caught]).toEqual([1, 1]);
  });

  it('is called without arguments, though Node gives its listeners some: what it needs is in its closure [test_events.EventLoopTestsMixin.test_signal_handling_args]', async () => {
    const calls: unknown[] = [];
    const handlerFor = (own: number) =>
      function handler(...args: unknown[]): void {
        calls.push([own, args]);
        loop.stop();
      };
    loop.addSignalHandler('SIGUSR2', handlerFor(42));
    signalMyself('SIGUSR2');
    await loop.runForever();
    expect(calls).toEqual([[42, []]]);
  });
});

describe('addSignalHandler', () => {
  // Differs from CPython only in what the right type is: there a number, here a name.
  it('refuses the wrong type with a TypeError, a name of no signal with a ValueError [test_unix_events.SelectorEventLoopSignalTests.test_check_signal]', () => {
    const message = (text: string): string =>
      `a signal's name was expected, got ${text}\n  Write it as in 'SIGTERM'`;
    for (const wrong of [1, 15, undefined, null, Symbol('SIGTERM'), true]) {
      const refused = { name: 'TypeError', message: message(String(wrong)) };
      expect(errorsOf(wrong)).toMatchObject([refused, refused]);
    }
    for (const unknown of ['1', 'TERM', 'sigterm', 'SIGNOSUCH', '']) {
      const refused = { name: 'ValueError', message: message(`"${unknown}"`) };
      expect(errorsOf(unknown)).toMatchObject([refused, refused]);
    }
    expect(listeners('SIGNOSUCH', 'TERM', '1')).toEqual([0, 0, 0]);
  });

  it('refuses a coroutine, and a function that makes one [test_unix_events.SelectorEventLoopSignalTests.test_add_signal_handler_coroutine_error]', () => {
    const coroutine = function* coroutine() {};
    for (const handler of [coroutine, coroutine()]) {
      expect(thrownBy(() => loop.addSignalHandler('SIGINT', handler as never))).toEqual(
        error('TypeError', 'coroutines cannot be used with addSignalHandler()'),
      );
    }
    expect(listeners('SIGINT')).toEqual([0]);
  });

  it('makes a handle of the callback, which the signal puts into the ready queue [test_unix_events.SelectorEventLoopSignalTests.test_add_signal_handler]', () => {
    const callback = (): void => {};
    loop.addSignalHandler('SIGHUP', callback);
    expect([listeners('SIGHUP'), loop._ready.size]).toEqual([[1], 0]);
    process.emit('SIGHUP');
    expect(loop._ready.size).toBe(1);
    const handle = loop._ready.shift() as Handle;
    expect([handle instanceof Handle, handle._callback]).toEqual([true, callback]);
  });

  it('says so when the system refuses, and leaves the other handlers alone [test_unix_events.SelectorEventLoopSignalTests.test_add_signal_handler_install_error2]', () => {
    const printed = vi.spyOn(console, 'error');
    loop.addSignalHandler('SIGHUP', () => {});
    expect(thrownBy(() => loop.addSignalHandler('SIGKILL', () => {}))).toEqual(notToBeCaught);
    expect([listeners('SIGHUP', 'SIGKILL'), printed.mock.calls]).toEqual([[1, 0], []]);
    expect([loop.removeSignalHandler('SIGKILL'), loop.removeSignalHandler('SIGHUP')]).toEqual([false, true]);
  });

  it('says so of a signal that this system does not have', () => {
    vi.spyOn(process, 'on').mockImplementation(() => {
      throw new Error('uv_signal_start EINVAL');
    });
    expect(thrownBy(() => loop.addSignalHandler('SIGUSR2', () => {}))).toEqual(
      error('RuntimeError', 'SIGUSR2 cannot be caught'),
    );
    expect(loop.removeSignalHandler('SIGUSR2')).toBe(false);
  });

  it('leaves nothing behind when the system refuses the first handler [test_unix_events.SelectorEventLoopSignalTests.test_add_signal_handler_install_error3]', () => {
    const printed = vi.spyOn(console, 'error');
    const keptAlive = vi.spyOn(globalThis, 'setInterval');
    expect(thrownBy(() => loop.addSignalHandler('SIGKILL', () => {}))).toEqual(notToBeCaught);
    expect([listeners('SIGKILL'), loop.removeSignalHandler('SIGKILL')]).toEqual([[0], false]);
    expect([keptAlive.mock.calls, printed.mock.calls]).toEqual([[], []]);
  });
});

describe('removeSignalHandler', () => {
  it('gives the signal its default action back, and no longer keeps the process alive [test_unix_events.SelectorEventLoopSignalTests.test_remove_signal_handler]', () => {
    const [keptAlive, letGo] = [vi.spyOn(globalThis, 'setInterval'), vi.spyOn(globalThis, 'clearInterval')];
    loop.addSignalHandler('SIGHUP', () => {});
    expect([listeners('SIGHUP'), keptAlive.mock.calls.length, letGo.mock.calls.length]).toEqual([[1], 1, 0]);
    expect([loop.removeSignalHandler('SIGHUP'), listeners('SIGHUP')]).toEqual([true, [0]]);
    expect(letGo.mock.calls).toEqual([[keptAlive.mock.results[0]?.value]]);
  });

  it('lets Ctrl-C interrupt the program again, and keeps the other handlers [test_unix_events.SelectorEventLoopSignalTests.test_remove_signal_handler_2]', () => {
    const told: string[] = [];
    const forget = detectHost().onInterrupt!(() => told.push('interrupt'));
    loop.addSignalHandler('SIGINT', () => told.push('handler'));
    loop.addSignalHandler('SIGHUP', () => told.push('other'));
    const signal = (): string[] => {
      for (const name of ['SIGINT', 'SIGHUP'] as const) process.emit(name);
      loop._turn();
      return told.splice(0);
    };
    expect(signal()).toEqual(['handler', 'other']);
    expect(loop.removeSignalHandler('SIGINT')).toBe(true);
    expect([signal(), listeners('SIGHUP')]).toEqual([['interrupt', 'other'], [1]]);
    forget();
    expect(listeners('SIGINT')).toEqual([0]);
  });
});

describe('closing the loop', () => {
  it('removes all its signal handlers, and no other loop’s [test_unix_events.SelectorEventLoopSignalTests.test_close]', () => {
    const [keptAlive, letGo] = [vi.spyOn(globalThis, 'setInterval'), vi.spyOn(globalThis, 'clearInterval')];
    const other = new EventLoop();
    for (const signal of ['SIGHUP', 'SIGCHLD']) loop.addSignalHandler(signal, () => {});
    other.addSignalHandler('SIGHUP', () => {});
    expect(listeners('SIGHUP', 'SIGCHLD')).toEqual([2, 1]);
    loop.close();
    expect(listeners('SIGHUP', 'SIGCHLD')).toEqual([1, 0]);
    expect(letGo.mock.calls.flat()).toEqual(
      keptAlive.mock.results.slice(0, 2).map(({ value }) => value as unknown),
    );
    expect([loop.removeSignalHandler('SIGHUP'), loop.removeSignalHandler('SIGCHLD')]).toEqual([false, false]);
    other.close();
    expect(listeners('SIGHUP', 'SIGCHLD')).toEqual([0, 0]);
  });
});
