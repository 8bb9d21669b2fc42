/**
 * What CPython 3.13's `test_futures.py`, `test_futures2.py`, `test_tasks.py` and `test_base_events.py` pin down of
 * futures and tasks that nobody holds any more, in our words. CPython knows at once that nobody does; here the garbage
 * collector must come by, or the loop close.
 */
import { ContextVar } from '@asyncio-ts/contextvars';
import { type ExceptionContext, VirtualTimeLoop } from '@asyncio-ts/loop';
import { allTasks, type Coroutine, createTask, Future, runUntilCompleteSync, sleep } from '@asyncio-ts/tasks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { collect } from './garbage.js';
import { fails } from './small-coroutines.js';

let loop: VirtualTimeLoop;
let reported: ExceptionContext[];

beforeEach(() => {
  reported = [];
  loop = new VirtualTimeLoop();
  loop.setExceptionHandler((_loop, context) => {
    reported.push(context);
  });
});

afterEach(() => {
  loop.close();
});

/** Makes a future, uses it, and lets go of it. In a function of its own, so that nothing on the stack holds it. */
function drop(use: (future: Future<number>) => void): WeakRef<object> {
  const future = new Future<number>({ loop });
  use(future);
  return new WeakRef(future);
}

/** Collects until the object is gone, which it must be in the end. */
async function collectThe(reference: WeakRef<object>): Promise<void> {
  await collect(() => reference.deref() === undefined);
  expect(reference.deref()).toBeUndefined();
}

describe('a future that is dropped', () => {
  it.each<[string, (future: Future<number>) => void]>([
    ['while it is pending [test_futures.BaseFutureTests.test_tb_logger_abandoned]', () => {}],
    [
      'with a result that nobody read [test_futures.BaseFutureTests.test_tb_logger_result_unretrieved]',
      (future) => {
        future.setResult(42);
      },
    ],
    [
      'with a result that was read [test_futures.BaseFutureTests.test_tb_logger_result_retrieved]',
      (future) => {
        future.setResult(42);
        future.result();
      },
    ],
    [
      'with an error that exception() gave [test_futures.BaseFutureTests.test_tb_logger_exception_retrieved]',
      (future) => {
        future.setException(new RangeError('boom'));
        future.exception();
      },
    ],
    [
      'with an error that result() threw [test_futures.BaseFutureTests.test_tb_logger_exception_result_retrieved]',
      (future) => {
        future.setException(new RangeError('boom'));
        expect(() => future.result()).toThrow('boom');
      },
    ],
    [
      'with an error, on which cancel() was called afterwards [test_futures.BaseFutureTests.test_tb_logger_not_called_after_cancel]',
      (future) => {
        future.setException(new RangeError('boom'));
        expect(future.cancel()).toBe(false);
      },
    ],
  ])('is not reported %s', async (_title, use) => {
    await collectThe(drop(use));
    loop.close();
    expect(reported).toEqual([]);
  });

  it('with an error that nobody looked at is printed, if there is no handler [test_futures.BaseFutureTests.test_tb_logger_exception_unretrieved]', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => {});
    const boom = new RangeError('boom');
    loop.setExceptionHandler(undefined);
    drop((future) => {
      future.setException(boom);
    });
    expect(print).not.toHaveBeenCalled();
    await collect(() => print.mock.calls.length > 0);
    const printed = print.mock.calls;
    print.mockRestore();
    expect(printed).toEqual([
      ['Future exception was never retrieved\nfuture: <Future finished exception=RangeError("boom")>', boom],
    ]);
  });

  it.each([
    ['[test_futures.BaseFutureTests.test_future_exception_never_retrieved]', false],
    ['in debug mode, too [test_futures.BaseFutureTests.test_future_exception_never_retrieved_debug]', true],
  ])(
    'with an error that nobody looked at is reported once, with the error, and not again when the loop closes %s',
    async (_title, debug) => {
      loop.setDebug(debug);
      const boom = new RangeError('boom');
      drop((future) => {
        future.setException(boom);
      });
      await collect(() => reported.length > 0);
      loop.close();
      expect(reported.map(({ message }) => message)).toEqual(['Future exception was never retrieved']);
      expect(reported[0]!.exception).toBe(boom);
      const origin = debug ? / created at .*unretrieved\.cpython\.test\.ts/ : /RangeError\("boom"\)>$/;
      expect(String(reported[0]!.future)).toMatch(origin);
    },
  );
});

describe('a task that is dropped', () => {
  // In Deno an error keeps the objects whose methods were on the stack when it was made, also the task.
  it.skipIf('Deno' in globalThis)(
    'with an error that nobody looked at is reported, with the error [test_base_events.BaseEventLoopTests.test_default_exc_handler_coro]',
    async () => {
      (() => {
        const task = createTask(
          (function* () {
            yield* sleep(0.01);
            yield* fails(new RangeError('oops'));
          })(),
          { loop, name: 'forgotten' },
        );
        task.addDoneCallback(() => {
          loop.stop();
        });
        expect(loop.runForeverSync()).toBe('stopped');
      })();
      await collect(() => reported.length > 0);
      expect(reported).toMatchObject([
        { message: 'Task exception was never retrieved', exception: new RangeError('oops') },
      ]);
      expect(String(reported[0]!.future)).toContain("<Task finished name='forgotten'");
    },
  );

  // As above.
  it.skipIf('Deno' in globalThis)(
    'is reported in its own context [test_futures2.FutureTests.test_task_exc_handler_correct_context]',
    async () => {
      const name = new ContextVar('name', { default: 'foo' });
      const seen: string[] = [];
      loop.setExceptionHandler((_loop, { message }) => {
        seen.push(message, name.get());
      });
      (() => {
        createTask(
          (function* () {
            name.set('bar');
            yield* fails(new RangeError('oops'));
          })(),
          { loop },
        );
        loop.advance();
      })();
      await collect(() => seen.length > 0);
      expect([...seen, name.get()]).toEqual(['Task exception was never retrieved', 'bar', 'foo']);
    },
  );

  it('with an error, on which cancel() was called afterwards, is not reported [test_tasks.BaseTaskTests.test_tb_logger_not_called_after_cancel]', async () => {
    function* runner(): Coroutine<WeakRef<object>> {
      const task = createTask(fails(new TypeError()));
      yield* sleep(0.05);
      expect([task.done(), task.cancel(), task.cancelled()]).toEqual([true, false, false]);
      return new WeakRef(task);
    }
    await collectThe(runUntilCompleteSync(loop, runner()));
    loop.close();
    expect(reported).toEqual([]);
  });

  it('while it is pending is kept alive by its loop until it is done; CPython destroys it, and reports that [test_tasks.BaseTaskTests.test_log_destroyed_pending_task]', async () => {
    loop.setDebug(true);
    const ended: string[] = [];
    (() => {
      createTask(
        (function* () {
          yield* new Future<void>(); // nobody but the task knows it
        })(),
        { loop, name: 'waits for nobody' },
      );
      createTask(
        (function* () {
          yield* sleep(10);
          ended.push('the sleeper');
        })(),
        { loop, name: 'sleeps' },
      );
      loop.advance();
    })();
    const names = (): string[] => [...allTasks(loop)].map((task) => task.getName());
    expect(names()).toEqual(['waits for nobody', 'sleeps']);
    await collect();
    expect(names()).toEqual(['waits for nobody', 'sleeps']);
    loop.advance(10);
    expect([ended, names(), reported]).toEqual([['the sleeper'], ['waits for nobody'], []]);
  });
});
