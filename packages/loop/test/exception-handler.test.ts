import { Context, ContextVar, copyContext } from '@asyncio-ts/contextvars';
import { KeyboardInterrupt, SystemExit, VirtualTimeLoop } from '@asyncio-ts/loop';
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
