import { Context, ContextVar, copyContext } from '@asyncio-ts/contextvars';
import { type ExceptionContext, KeyboardInterrupt, SystemExit, VirtualTimeLoop } from '@asyncio-ts/loop';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const printed: unknown[][] = [];
let loop: VirtualTimeLoop;

beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, 'error').mockImplementation((...data: unknown[]) => {
    printed.push(data);
  });
  loop = new VirtualTimeLoop();
});

afterEach(() => {
  vi.restoreAllMocks();
  loop.close();
});

const oops = new TypeError('oops');

function fail(): never {
  throw oops;
}

describe('an error in a callback', () => {
  it('is printed with the callback, and the loop goes on', () => {
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

  it('goes to the handler that was set, with message, exception and handle', () => {
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
    loop.setExceptionHandler(undefined);
    loop.callSoon(fail);
    loop.advance();
    expect([reported.length, printed.length]).toEqual([1, 1]);
  });

  it('is also what a callback gets that enters a context which is entered already', () => {
    const context = new Context();
    const reported: unknown[] = [];
    loop.setExceptionHandler((_loop, { exception }) => reported.push(String(exception)));
    loop.callSoon(() => {}, { context });
    context.run(() => {
      loop.advance();
    });
    expect(reported).toEqual([expect.stringContaining('cannot enter context')]);
  });

  it('is handled in the context of that callback', () => {
    const variable = new ContextVar('variable', { default: 'none' });
    const seen: string[] = [];
    loop.setExceptionHandler(() => seen.push(variable.get()));
    copyContext().run(() => {
      variable.set('caller');
      loop.callSoon(() => {
        variable.set('callback');
        fail();
      });
    });
    loop.advance();
    expect([...seen, variable.get()]).toEqual(['callback', 'none']);
  });
});

describe('callExceptionHandler', () => {
  it('prints what is known, sorted, and only the message where nothing is', () => {
    loop.callExceptionHandler({ message: 'something', task: 'the task' as never, extra: 7 });
    loop.callExceptionHandler({ message: 'bare' });
    loop.callExceptionHandler({ message: 'with', exception: undefined });
    expect(printed).toEqual([['something\nextra: 7\ntask: "the task"'], ['bare'], ['with', undefined]]);
  });

  it('runs the handler in the context of the task, else of the future, else of the handle', () => {
    const variable = new ContextVar('variable', { default: 'none' });
    const seen: string[] = [];
    loop.setExceptionHandler(() => seen.push(variable.get()));
    const thing = (value: string) => {
      const context = new Context();
      context.run(() => variable.set(value));
      return { getContext: () => context };
    };
    const [task, future, handle] = [thing('task'), thing('future'), thing('handle')];
    loop.callExceptionHandler({ message: 'm', handle, future, task });
    loop.callExceptionHandler({ message: 'm', handle, future });
    loop.callExceptionHandler({ message: 'm', handle });
    loop.callExceptionHandler({ message: 'm', future: {} });
    loop.callExceptionHandler({ message: 'm' });
    task.getContext().run(() => {
      loop.callExceptionHandler({ message: 'entered already', task });
    });
    expect(seen).toEqual(['task', 'future', 'handle', 'none', 'none', 'task']);
  });
});

describe('a handler that throws', () => {
  const broken = new RangeError('broken');

  it('is reported with what it was given, and the loop goes on', () => {
    let later = 0;
    loop.setExceptionHandler(() => {
      throw broken;
    });
    loop.callSoon(fail);
    loop.callSoon(() => later++);
    loop.advance();
    expect(later).toBe(1);
    expect(printed).toEqual([['Unhandled error in exception handler\ncontext: an object', broken]]);
  });

  it('hands a default handler of one’s own the first context inside its own', () => {
    const contexts: ExceptionContext[] = [];
    class OwnLoop extends VirtualTimeLoop {
      override defaultExceptionHandler(context: ExceptionContext): void {
        contexts.push(context);
      }
    }
    const own = new OwnLoop();
    own.setExceptionHandler(() => {
      throw broken;
    });
    const handle = own.callSoon(fail);
    own.advance();
    const context = { message: 'Exception in callback function fail()', exception: oops, handle };
    expect(contexts).toEqual([
      { message: 'Unhandled error in exception handler', exception: broken, context },
    ]);
    own.close();
  });

  it('is printed when even the default handler throws, and the loop goes on', () => {
    class OwnLoop extends VirtualTimeLoop {
      override defaultExceptionHandler(): void {
        throw broken;
      }
    }
    const own = new OwnLoop();
    own.callSoon(fail);
    own.advance();
    own.setExceptionHandler(fail);
    own.callSoon(fail);
    own.advance();
    expect(printed).toEqual([
      ['Exception in default exception handler', broken],
      [
        'Exception in default exception handler while handling an unexpected error in custom exception handler',
        broken,
      ],
    ]);
    own.close();
  });

  it('may end the program all the same', () => {
    const fatal = [new KeyboardInterrupt(), new SystemExit(1)];
    loop.setExceptionHandler(() => {
      throw fatal[0] as Error;
    });
    loop.callSoon(fail);
    expect(() => {
      loop.advance();
    }).toThrow(fatal[0]);
    class OwnLoop extends VirtualTimeLoop {
      override defaultExceptionHandler(): void {
        throw fatal[1] as Error;
      }
    }
    const own = new OwnLoop();
    own.setExceptionHandler(fail);
    own.callSoon(fail);
    expect(() => {
      own.advance();
    }).toThrow(fatal[1]);
    own.close();
  });
});

describe('setExceptionHandler', () => {
  it('refuses what is not a function', () => {
    expect(() => {
      loop.setExceptionHandler('spam' as never);
    }).toThrow(new TypeError('A callable object or None is expected, got "spam"'));
    expect(loop.getExceptionHandler()).toBeUndefined();
  });
});
