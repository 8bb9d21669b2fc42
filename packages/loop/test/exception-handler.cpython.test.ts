/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_base_events.py` pins down about errors that no task will see, in our
 * words under the names the tests have there. CPython logs them; here they go to `console.error`, with the error object
 * as an argument of its own, so that the host shows its stack.
 */
import { type ExceptionContext, VirtualTimeLoop } from '@asyncio-ts/loop';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { thrownBy } from './virtual.js';

const printed: unknown[][] = [];
let loop: VirtualTimeLoop;

beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, 'error').mockImplementation((...data: unknown[]) => {
    printed.push(data);
  });
  loop = new VirtualTimeLoop({ debug: false });
});

afterEach(() => {
  vi.restoreAllMocks();
  loop.close();
});

const oops = new TypeError('oops');
const spam = new RangeError('spam');

function fail(): never {
  throw oops;
}

describe('an error in a callback', () => {
  it('is printed with the callback, and the loop goes on [test_base_events.BaseEventLoopTests.test_default_exc_handler_callback]', () => {
    let later = 0;
    loop.callSoon(fail);
    loop.callLater(1, fail);
    loop.callSoon(() => later++);
    loop.advance(1);
    expect(later).toBe(1);
    expect(printed).toEqual([
      ['Exception in callback function fail()\nhandle: <Handle function fail()>', oops],
      ['Exception in callback function fail()\nhandle: <TimerHandle when=1 function fail()>', oops],
    ]);
  });

  // Differs from CPython: in debug mode the handle's own text says where it was made, not a key `source_traceback`.
  it('goes to the handler that was set, with message, exception and handle [test_base_events.BaseEventLoopTests.test_set_exc_handler_custom]', () => {
    loop.setDebug(true);
    const reported: ExceptionContext[] = [];
    const handler = (from: unknown, context: ExceptionContext): void => {
      expect(from).toBe(loop);
      reported.push(context);
    };
    expect(loop.getExceptionHandler()).toBeUndefined();
    loop.setExceptionHandler(handler);
    expect(loop.getExceptionHandler()).toBe(handler);
    const handle = loop.callSoon(fail);
    loop.advance();
    expect(reported).toEqual([{ message: 'Exception in callback function fail()', exception: oops, handle }]);
    expect(reported[0]?.handle).toBe(handle);
    expect(reported[0]?.exception).toBe(oops);
    expect(String(handle)).toMatch(/ created at .*exception-handler\.cpython\.test\.ts\S*:\d+/);
    expect(printed).toEqual([]);

    loop.setExceptionHandler(undefined);
    expect(loop.getExceptionHandler()).toBeUndefined();
    loop.callSoon(fail);
    loop.advance();
    expect(printed).toEqual([
      [
        expect.stringMatching(/^Exception in callback function fail\(\)\nhandle: <Handle .* created at /),
        oops,
      ],
    ]);
    expect(reported.length).toBe(1);
  });
});

describe('a handler', () => {
  it('must be a function [test_base_events.BaseEventLoopTests.test_set_exc_handler_invalid]', () => {
    expect(thrownBy(() => loop.setExceptionHandler('spam' as never))).toEqual(
      new TypeError('A callable object or None is expected, got "spam"'),
    );
    expect(loop.getExceptionHandler()).toBeUndefined();
  });

  it('that throws is reported, and the loop goes on [test_base_events.BaseEventLoopTests.test_set_exc_handler_broken]', () => {
    let later = 0;
    loop.setExceptionHandler(() => {
      throw spam;
    });
    loop.callSoon(fail);
    loop.callSoon(() => later++);
    loop.advance();
    expect(later).toBe(1);
    expect(printed).toEqual([['Unhandled error in exception handler\ncontext: an object', spam]]);
  });

  it('of last resort that throws is reported, too, and was given the first context inside its own [test_base_events.BaseEventLoopTests.test_default_exc_handler_broken]', () => {
    const contexts: ExceptionContext[] = [];
    class OwnLoop extends VirtualTimeLoop {
      override defaultExceptionHandler(context: ExceptionContext): never {
        contexts.push(context);
        throw spam;
      }
    }
    const own = new OwnLoop();
    let later = 0;
    const run = (): object => {
      const handle = own.callSoon(fail);
      own.callSoon(() => later++);
      own.advance();
      return handle;
    };

    const message = 'Exception in callback function fail()';
    const first = { message, exception: oops, handle: run() };
    expect(contexts.splice(0)).toEqual([first]);
    expect(printed.splice(0)).toEqual([['Exception in default exception handler', spam]]);

    const ham = new RangeError('ham');
    own.setExceptionHandler(() => {
      throw ham;
    });
    const context = { message, exception: oops, handle: run() };
    expect(contexts).toEqual([{ message: 'Unhandled error in exception handler', exception: ham, context }]);
    expect(printed).toEqual([
      [
        'Exception in default exception handler while handling an unexpected error in custom exception handler',
        spam,
      ],
    ]);
    expect(later).toBe(2);
    own.close();
  });
});
