/**
 * What CPython 3.13's `test_tasks.py`, `test_futures2.py` and `test_pep492.py` pin down of awaiting, in our words. Not
 * here: the error that was being handled as the hidden context of another one, which JavaScript's errors do not have.
 */
import { ContextVar } from '@asyncio-ts/contextvars';
import { type EventLoop, getRunningLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  Future,
  runUntilCompleteSync,
  sleep,
  Task,
} from '@asyncio-ts/tasks';
import { failureOf, makeLoop, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { awaits, fails, returns } from './small-coroutines.js';

type Callbacks<T> = Parameters<Future<T>['addDoneCallback']>;

describe('awaiting coroutines', () => {
  it('gives what they return, one after the other, in one turn [test_tasks.BaseTaskTests.test_task_basics]', () => {
    const result = runVirtual(function* () {
      const outer = coroutine(function* outer() {
        const a = yield* returns(42);
        const b = yield* coroutine(() => returns(1000))();
        return a + b;
      });
      let otherTurns = 0;
      getRunningLoop().callSoon(() => otherTurns++);
      return [yield* outer(), otherTurns];
    });
    expect(result).toEqual([1042, 0]);
  });

  it('works with and without debug mode [test_pep492.CoroutineTests.test_async_def_coroutines]', () => {
    const inner = coroutine(function* inner() {
      return 'spam';
    });
    const outer = coroutine(function* outer() {
      return yield* inner();
    });
    for (const debug of [false, true]) expect(runVirtual(outer, { debug })).toBe('spam');
  });

  it('refuses one that a task drives already, and harms neither [test_pep492.CoroutineTests.test_double_await]', () => {
    const work = coroutine(function* work() {
      yield* sleep(0.1);
      return 'worked';
    });
    for (const debug of [false, true]) {
      runVirtual(
        function* () {
          const call = work();
          const task = createTask(call);
          yield* sleep(0);
          expect(yield* failureOf(call)).toMatchObject({
            name: 'RuntimeError',
            message: expect.stringMatching(
              /^coroutine is being awaited already: <coroutine work\(\) awaited>/,
            ) as string,
          });
          expect([yield* task, getRunningLoop().time()]).toEqual(['worked', 0.1]);
        },
        { debug },
      );
    }
  });
});

describe('awaiting a task', () => {
  it('gives a future that its coroutine returned as it is [test_tasks.BaseTaskTests.test_coroutine_non_gen_function_return_future]', () => {
    runVirtual(function* () {
      const future = new Future<string>();
      function* settles(): Coroutine<void> {
        future.setResult('test');
      }
      const [returning, settling] = [createTask(returns(future)), createTask(settles())];
      expect(yield* returning).toBe(future);
      expect([yield* settling, yield* future]).toEqual([undefined, 'test']);
    });
  });

  it('keeps the stack of its error [test_tasks.BaseTaskTests.test_exception_traceback]', () => {
    runVirtual(function* () {
      const task = createTask(
        coroutine(function* failingHere() {
          throw new TypeError('oops');
        })(),
      );
      yield* turns(2);
      const { stack } = task.exception() as Error;
      expect(stack).toMatch(/^TypeError: oops\n.*\bfailingHere\b.*awaiting\.cpython\.test/);
    });
  });

  it('that failed throws the same error each time, its stack unchanged [test_futures2.FutureTests.test_future_traceback]', () => {
    runVirtual(function* () {
      const oops = new TypeError('42');
      const { stack } = oops;
      const task = createTask(fails(oops));
      for (let time = 0; time < 5; time++) {
        expect(yield* failureOf(task)).toBe(oops);
        expect(oops.stack).toBe(stack);
      }
    });
  });

  it('by itself is a RuntimeError, not a deadlock [test_tasks.BaseTaskTests.test_task_awaits_on_itself]', () => {
    runVirtual(function* () {
      function* awaitsItself(): Coroutine {
        return yield* awaits(task);
      }
      const task: Task<unknown> = createTask(awaitsItself());
      expect(String(yield* failureOf(task))).toMatch(/^RuntimeError: Task cannot await on itself: <Task/);
    });
  });
});

describe('awaiting a future', () => {
  it('of another loop is a RuntimeError at the await, which names task and future [test_tasks.BaseTaskTests.test_other_loop_future]', () => {
    const other = makeLoop();
    runVirtual(function* () {
      const foreign = new Future({ loop: other });
      const caught: unknown[] = [];
      function* tries(): Coroutine<string> {
        caught.push(yield* failureOf(foreign));
        return 'went on';
      }
      expect(yield* createTask(tries(), { name: 'tries' })).toBe('went on');
      expect(caught).toMatchObject([{ name: 'RuntimeError' }]);
      expect(String(caught[0])).toMatch(
        /Task <Task pending name='tries' .*> got Future <Future pending> attached to a different loop/,
      );
      expect(String(foreign)).toBe('<Future pending>'); // nobody waits for it
    });
  });

  it('of a class with an addDoneCallback of its own goes through that, and gives the very result [test_tasks.BaseTaskTests.test_step_result_future]', () => {
    class Own<T> extends Future<T> {
      added = 0;
      override addDoneCallback(...args: Callbacks<T>): void {
        this.added++;
        super.addDoneCallback(...args);
      }
    }
    runVirtual(function* () {
      const variable = new ContextVar('variable', { default: 0 });
      const future = new Own<object>();
      const seen: unknown[] = [];
      function* body(): Coroutine<void> {
        variable.set(1);
        seen.push(yield* future, variable.get()); // woken in its own context
      }
      const task = createTask(body());
      yield* sleep(0);
      expect([future.added, String(future)]).toEqual([1, '<Own pending cb=[function wakeup()]>']);
      const result = {};
      future.setResult(result);
      yield* sleep(0);
      expect(seen[0]).toBe(result);
      expect([seen[1], future.added, task.done(), task.cancelled()]).toEqual([1, 1, true, false]);

      const cancelled = createTask(awaits(new Own<void>()));
      yield* sleep(0);
      cancelled.cancel();
      expect(yield* failureOf(cancelled)).toBeInstanceOf(CancelledError);
    });
  });

  it('needs no getLoop of its own that works [test_tasks.CTask_Future_Tests.test_foobar]', () => {
    class Broken<T> extends Future<T> {
      override getLoop(): EventLoop {
        throw new TypeError('no loop');
      }
    }
    runVirtual(function* () {
      const future = new Broken<number>();
      getRunningLoop().callLater(0.1, () => {
        future.setResult(1);
      });
      const task = createTask(
        (function* () {
          return ['spam', yield* future];
        })(),
      );
      expect(yield* task).toEqual(['spam', 1]);
    });
  });

  it('asks classes of tasks and futures by their own addDoneCallback, once each [test_tasks.add_subclass_tests.test_subclasses_ctask_cfuture]', () => {
    const calls: string[] = [];
    class OwnFuture<T> extends Future<T> {
      override addDoneCallback(...args: Callbacks<T>): void {
        calls.push('future');
        super.addDoneCallback(...args);
      }
    }
    class OwnTask<T> extends Task<T> {
      override addDoneCallback(...args: Callbacks<T>): void {
        calls.push('task');
        super.addDoneCallback(...args);
      }
    }
    const loop = makeLoop();
    const future = new OwnFuture<string>({ loop });
    function* body(): Coroutine<string> {
      loop.callSoon(() => {
        future.setResult('spam');
      });
      return yield* future;
    }
    expect(runUntilCompleteSync(loop, new OwnTask(body(), { loop }))).toBe('spam');
    expect(calls).toEqual(['task', 'future']); // the loop waits for the task, the task for the future
  });
});
