/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_tasks.py` and `test_pep492.py` pin down of tasks, in our words under
 * the names the tests have there. Not here: registering foreign task classes (a subclass of `Task` does it), and what
 * collection.test.ts, order.test.ts and runner.test.ts say.
 */
import { ContextVar, copyContext, RuntimeError, ValueError } from '@asyncio-ts/contextvars';
import { type EventLoop, getRunningLoop, SystemExit, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  allTasks,
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  currentTask,
  ensureFuture,
  Future,
  type FutureOptions,
  isCoroutine,
  isCoroutineFunction,
  rethrowIfCancelled,
  runUntilCompleteSync,
  setTaskFactory,
  sleep,
  Task,
  TimeoutError,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { failureOf, runReporting, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it, vi } from 'vitest';

function* returns<T>(value: T): Coroutine<T> {
  return value;
}

function start<T>(body: () => Coroutine<T>, loop?: EventLoop): Task<T> {
  return createTask(body(), { loop });
}

function* waitFor<T>(awaited: Yieldable<T>): Coroutine<T> {
  return yield* awaited;
}

const cancelledWith = (message: string): unknown =>
  expect.objectContaining({ name: 'CancelledError', message });

describe('test_tasks.BaseTaskTests', () => {
  it('test_other_loop_future: a future of another loop is a RuntimeError at the await, which names both', () => {
    const other = new VirtualTimeLoop();
    runVirtual(function* () {
      const error = yield* failureOf(new Future({ loop: other }));
      expect(error).toBeInstanceOf(RuntimeError);
      expect(String(error)).toMatch(
        /Task <Task pending .*> got Future <Future pending> attached to a different loop/,
      );
    });
    other.close();
  });

  it('test_task_awaits_on_itself: that is a RuntimeError, not a deadlock', () => {
    runVirtual(function* () {
      const task: Task<unknown> = start(function* () {
        yield* waitFor(task);
      });
      expect(String(yield* failureOf(task))).toMatch(/^RuntimeError: Task cannot await on itself: <Task/);
    });
  });

  it('test_task_class: a task on a given loop reports that loop, and may run on another than the running one', () => {
    runVirtual(function* () {
      const loop = new VirtualTimeLoop();
      const task = new Task(returns('ok'), { loop });
      expect(task.getLoop()).toBe(loop);
      loop.advance();
      expect(task.result()).toBe('ok');
      loop.close();
    });
  });

  it('test_ensure_future_coroutine: takes the given loop, else the running one, else throws', () => {
    const loop = new VirtualTimeLoop();
    const task = ensureFuture(returns('ok'), { loop });
    expect([task instanceof Task, task.getLoop()]).toEqual([true, loop]);
    loop.advance();
    expect(task.result()).toBe('ok');
    expect(String(thrownBy(() => ensureFuture(returns(1))))).toMatch(/^RuntimeError: no running event loop/);
    runVirtual(function* () {
      expect(ensureFuture(returns(1)).getLoop()).toBe(getRunningLoop());
      yield* sleep(0);
    });
    loop.close();
  });

  it('test_ensure_future_task, test_ensure_future_error_msg: gives a task back, if the loop is right', () => {
    const [loop, other] = [new VirtualTimeLoop(), new VirtualTimeLoop()];
    const task = createTask(returns('ok'), { loop });
    expect(ensureFuture(task)).toBe(task);
    expect(ensureFuture(task, { loop })).toBe(task);
    const error = thrownBy(() => ensureFuture(task, { loop: other }));
    expect(error).toBeInstanceOf(ValueError);
    expect(String(error)).toContain(
      'The future belongs to a different loop than the one specified as the loop argument',
    );
    loop.advance();
    for (const each of [loop, other]) each.close();
  });

  it('test_ensure_future_awaitable, test_ensure_future_task_awaitable: wraps what has an iterator in a coroutine', () => {
    runVirtual(function* () {
      const awaitable = {
        *[Symbol.iterator](): Coroutine<string> {
          yield* sleep(0);
          return 'ok';
        },
      };
      const task = ensureFuture(awaitable) as Task<string>;
      expect(isCoroutine(task.getCoro())).toBe(true);
      expect(task.getCoro()).not.toBe(awaitable);
      expect(yield* task).toBe('ok');
    });
  });

  it('test_ensure_future_neither: refuses everything else, collections among them', () => {
    runVirtual(function* () {
      for (const value of ['ok', 5, null, [sleep(1)], new Set(), new Map(), {}]) {
        const error = thrownBy(() => ensureFuture(value as never));
        expect(error).toBeInstanceOf(TypeError);
        expect(String(error)).toContain('An asyncio.Future, a coroutine or an awaitable is required, got');
      }
    });
  });

  it('test_get_stack, test_task_print_stack: knows the calls that it is suspended in, or runs', () => {
    runVirtual(function* () {
      const stacks: string[][] = [];
      const look = (): void => void stacks.push(currentTask()!.getStack());
      const inner = coroutine(function* inner() {
        yield* sleep(0);
        look();
      });
      const outer = coroutine(function* outer() {
        yield* inner();
        look();
      });
      const task = createTask(outer());
      yield* sleep(0);
      expect(task.getStack()).toEqual(['outer', 'inner', 'sleep']);
      expect(task.getStack({ limit: 0 })).toEqual([]);
      yield* task;
      expect(stacks).toEqual([['outer', 'inner'], ['outer']]);
    });
  });

  it('test_task_repr_autogenerated: tasks without a name count on', () => {
    runVirtual(function* () {
      const numbers = [0, 1, 2].map(() => Number(createTask(returns(0)).getName().replace('Task-', '')));
      expect(numbers).toEqual([0, 1, 2].map((i) => numbers[0]! + i));
      yield* sleep(0);
    });
  });

  it('test_task_set_name_pylong, test_task_repr_name_not_str: a name that is no string becomes one', () => {
    runVirtual(function* () {
      const task = createTask(returns(0), { name: 987654321 as never });
      expect(task.getName()).toBe('987654321');
      task.setName(123456789);
      expect(task.getName()).toBe('123456789');
      task.setName(['a', 'b']);
      expect(task.getName()).toBe('a,b');
      yield* task;
    });
  });

  it('test_task_basics: nested coroutines return their values', () => {
    const result = runVirtual(function* () {
      const [inner1, inner2] = [coroutine(() => returns(42)), coroutine(() => returns(1000))];
      const outer = coroutine(function* outer() {
        const a = yield* inner1();
        return a + (yield* inner2());
      });
      return yield* outer();
    });
    expect(result).toBe(1042);
  });

  it('test_cancelling: counts what cancel() asked for', () => {
    runVirtual(function* () {
      const task = createTask(sleep(10));
      expect([task.cancelling(), task.cancel(), task.cancelling() > 0, task.cancel()]).toEqual([
        0,
        true,
        true,
        true,
      ]);
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
    });
  });

  it('test_uncancel_basic: a handler may take the cancellation back and go on, until the next one', () => {
    runVirtual(function* () {
      const task: Task<void> = start(function* () {
        const error = yield* failureOf(sleep(10));
        expect(error).toBeInstanceOf(CancelledError);
        expect(currentTask()!.uncancel()).toBe(0);
        yield* sleep(10);
      });
      yield* sleep(0);
      expect([task.cancel(), task.cancelling(), task.done()]).toEqual([true, 1, false]);
      yield* turns(2);
      expect([task.cancelling(), task.done()]).toEqual([0, false]);
      expect([task.cancel(), task.cancelling(), task.done()]).toEqual([true, 1, false]);
      yield* failureOf(task);
      expect([task.cancelling(), task.done(), task.uncancel(), task.cancelled()]).toEqual([1, true, 0, true]);
    });
  });

  it('test_uncancel_structured_blocks: a timeout by hand pairs its cancel with an uncancel', () => {
    function* timeout(seconds: number, body: () => Coroutine<void>): Coroutine<void> {
      const task = currentTask()!;
      const state = { isOver: false };
      const timer = getRunningLoop().callLater(seconds, () => {
        state.isOver = true;
        task.cancel();
      });
      try {
        yield* body();
      } catch (error) {
        if (state.isOver && task.uncancel() === 0 && error instanceof CancelledError)
          throw new TimeoutError();
        throw error;
      } finally {
        timer.cancel();
      }
    }
    runVirtual(function* () {
      const log: string[] = [];
      function* make(): Coroutine<void> {
        log.push(String(yield* failureOf(timeout(1, () => sleep(10) as unknown as Coroutine<void>))));
        log.push(String(yield* failureOf(timeout(1, thrower))));
        log.push(`went on ${currentTask()!.cancelling()}`);
      }
      function* thrower(): Coroutine<void> {
        const error = yield* failureOf(sleep(10));
        expect(error).toBeInstanceOf(CancelledError);
        throw new TypeError('while it was cancelled');
      }
      yield* createTask(make());
      expect(log).toEqual(['TimeoutError', 'TypeError: while it was cancelled', 'went on 0']);
    });
  });

  it('test_uncancel_resets_must_cancel: a cancellation that was taken back before it arrived is dropped', () => {
    runVirtual(function* () {
      const future = new Future<number>();
      const task = createTask(waitFor(future));
      yield* sleep(0);
      future.setResult(42);
      task.cancel(); // the task is on its way already
      expect([task.cancelling(), task.uncancel()]).toEqual([1, 0]);
      expect(yield* task).toBe(42);
    });
  });

  it('test_cancel: ends a sleep of ten seconds at once; a second cancel() of a task that is done is false', () => {
    runVirtual(function* () {
      const task = createTask(sleep(10));
      yield* sleep(0);
      task.cancel();
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect([task.done(), task.cancelled(), task.cancel(), getRunningLoop().time()]).toEqual([
        true,
        true,
        false,
        0,
      ]);
    });
  });

  it.each([
    [['my message'], 'my message'],
    [[], ''],
    [[undefined], ''],
    [[5 as never], '5'],
  ] as [[string?], string][])(
    'test_cancel_with_message_then_future_result, …_exception: cancel(%s) says %j',
    (args, message) => {
      for (const ask of [(task: Task<unknown>) => task.result(), (task: Task<unknown>) => task.exception()]) {
        runVirtual(function* () {
          const task = createTask(sleep(10));
          yield* sleep(0);
          task.cancel(...args);
          yield* turns(3);
          expect(thrownBy(() => ask(task))).toEqual(cancelledWith(message));
        });
      }
    },
  );

  it('test_cancellation_exception_context: an error made of a CancelledError keeps it as its cause', () => {
    runVirtual(function* () {
      const task = createTask(
        (function* () {
          try {
            yield* sleep(10);
          } catch (error) {
            throw new TypeError('converted', { cause: error }); // CancelledError: it is the cause
          }
        })(),
      );
      yield* sleep(0);
      task.cancel('my message');
      const error = (yield* failureOf(task)) as Error;
      expect([error.message, error.cause]).toEqual(['converted', cancelledWith('my message')]);
    });
  });

  it('test_cancel_with_message_before_starting_task: the message arrives, the body never runs', () => {
    for (const ask of [(task: Task<unknown>) => task.result(), (task: Task<unknown>) => task.exception()]) {
      runVirtual(function* () {
        const task = createTask(
          (function* () {
            yield* returns(expect.fail('ran'));
          })(),
        );
        task.cancel('my message');
        yield* turns(2);
        expect(thrownBy(() => ask(task))).toEqual(cancelledWith('my message'));
      });
    }
  });

  it('test_cancel_yield: a task in sleep(0) is cancelled at its next step', () => {
    runVirtual(function* () {
      const task = createTask(turns(10));
      yield* sleep(0);
      task.cancel();
      yield* sleep(0);
      expect([task.done(), task.cancelled(), task.cancel()]).toEqual([true, true, false]);
    });
  });

  it('test_cancel_inner_future: cancelling what a task awaits cancels the task', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      const task = createTask(waitFor(future));
      yield* sleep(0);
      future.cancel();
      yield* failureOf(task);
      expect([future.cancelled(), task.cancelled()]).toEqual([true, true]);
    });
  });

  it('test_cancel_both_task_and_inner_future: both are cancelled, by one CancelledError', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      let caught = 0;
      const task = createTask(
        (function* () {
          try {
            yield* future;
          } catch (error) {
            caught++;
            rethrowIfCancelled(error);
          }
        })(),
      );
      yield* sleep(0);
      future.cancel();
      task.cancel();
      yield* failureOf(task);
      expect([future.cancelled(), task.cancelled(), caught]).toEqual([true, true, 1]);
    });
  });

  it('test_cancel_task_catching, test_cancel_task_ignoring: a coroutine may swallow it, and await on', () => {
    runVirtual(function* () {
      const [first, second] = [new Future<void>(), new Future<number>()];
      const task = createTask(
        (function* () {
          yield* failureOf(first);
          return yield* second;
        })(),
      );
      yield* sleep(0);
      task.cancel();
      expect([first.cancelled(), second.cancelled()]).toEqual([true, false]);
      yield* turns(2);
      second.setResult(42);
      expect(yield* task).toBe(42);
      expect([second.cancelled(), task.cancelled()]).toEqual([false, false]);
    });
  });

  it('test_cancel_current_task: the next await is cancelled at once', () => {
    const result = runVirtual(function* () {
      function* body(): Coroutine<number> {
        currentTask()!.cancel();
        yield* sleep(100);
        return 12;
      }
      const task = createTask(body());
      yield* failureOf(task);
      return [task.done(), task.cancelled(), getRunningLoop().time()];
    });
    expect(result).toEqual([true, true, 0]);
  });

  it('test_cancel_traceback_for_future_result, …_exception: the stack shows where the task was interrupted', () => {
    for (const ask of [waitFor, (task: Task<unknown>) => returns(task.exception())]) {
      runVirtual(function* () {
        const interrupted = coroutine(function* interrupted() {
          yield* new Future<void>(); // the innermost call: what is further out, getStack() knows
        });
        const task = createTask(interrupted());
        yield* sleep(0);
        task.cancel();
        yield* turns(2);
        const error = (yield* failureOf(waitFor(waitForLater(() => ask(task))))) as Error;
        expect(error.stack).toMatch(/\binterrupted\b/);
      });
    }
  });

  it('test_stop_while_run_in_complete: a task whose loop was stopped stays pending, and can be driven on', () => {
    const loop = new VirtualTimeLoop();
    let rounds = 0;
    const task = createTask(
      (function* () {
        while (rounds < 10) {
          rounds++;
          yield* sleep(0.1);
          if (rounds === 2) loop.stop();
        }
      })(),
      { loop },
    );
    expect(String(thrownBy(() => runUntilCompleteSync(loop, task)))).toBe(
      'RuntimeError: Event loop stopped before Future completed.',
    );
    expect([task.done(), rounds]).toEqual([false, 3]);
    runUntilCompleteSync(loop, task);
    expect([task.done(), rounds]).toEqual([true, 10]);
    loop.close();
  });

  it('test_sleep: two sleeps take their time on the loop’s clock, and give their value', () => {
    const result = runVirtual(function* () {
      function* sleeper(delay: number, value: string): Coroutine<string> {
        yield* sleep(delay / 2);
        return yield* sleep(delay / 2, value);
      }
      return [yield* createTask(sleeper(0.1, 'yeah')), getRunningLoop().time()];
    });
    expect(result).toEqual(['yeah', 0.1]);
  });

  it('test_task_cancel_sleeping_task: a timer that cancels a long sleep wakes who awaits it then', () => {
    runVirtual(function* () {
      const loop = getRunningLoop();
      const sleeper = createTask(sleep(5000));
      loop.callLater(0.1, () => sleeper.cancel());
      expect(yield* failureOf(sleeper)).toBeInstanceOf(CancelledError);
      expect(loop.time()).toBe(0.1);
    });
  });

  it('test_task_cancel_waiter_future: cancelling a task cancels what it waits for, and it waits no more', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      const task = createTask(waitFor(future));
      yield* sleep(0);
      expect(task._waiter).toBe(future);
      task.cancel();
      yield* failureOf(task);
      expect([task._waiter, future.cancelled()]).toEqual([undefined, true]);
    });
  });

  it('test_step_result_future: a task awaits a class of futures by its own addDoneCallback', () => {
    class Own<T> extends Future<T> {
      added = 0;
      override addDoneCallback(...args: Parameters<Future<T>['addDoneCallback']>): void {
        this.added++;
        super.addDoneCallback(...args);
      }
    }
    runVirtual(function* () {
      const variable = new ContextVar('variable', { default: 0 });
      const future = new Own<object>();
      const task = createTask(
        (function* () {
          variable.set(1);
          const result = yield* future;
          return [result, variable.get()] as const;
        })(),
      );
      yield* sleep(0);
      expect([future.added, String(future)]).toEqual([1, '<Own pending cb=[function wakeup()]>']);
      const result = {};
      future.setResult(result);
      const [got, value] = yield* task;
      expect([got, value, future.added]).toEqual([result, 1, 1]);
      expect(got).toBe(result);
      const cancelled = createTask(waitFor(new Own<void>()));
      yield* sleep(0);
      cancelled.cancel();
      expect(yield* failureOf(cancelled)).toBeInstanceOf(CancelledError);
    });
  });

  it('test_baseexception_during_cancel: a SystemExit from the clean-up ends the task, and the loop', () => {
    const loop = new VirtualTimeLoop();
    const fatal = new SystemExit(5);
    const task = createTask(
      (function* () {
        try {
          yield* sleep(10);
        } catch {
          throw fatal; // CancelledError: the end of the program goes before
        }
      })(),
      { loop },
    );
    loop.advance();
    task.cancel();
    expect(
      thrownBy(() => {
        loop.advance();
      }),
    ).toBe(fatal);
    expect([task.done(), task.cancelled(), task.exception()]).toEqual([true, false, fatal]);
    loop.close();
  });

  it('test_iscoroutine, test_iscoroutinefunction: tell coroutines and their functions from all else', () => {
    const wrapped = coroutine(() => returns(1));
    expect([isCoroutineFunction(wrapped), isCoroutineFunction(returns)]).toEqual([true, true]);
    expect([isCoroutineFunction(() => 1), isCoroutineFunction(vi.fn())]).toEqual([false, false]);
    const likeOne = { next() {}, throw() {}, return() {}, [Symbol.iterator]() {} };
    expect([wrapped(), returns(1), likeOne].map(isCoroutine)).toEqual([true, true, true]);
    expect([wrapped, returns, { next() {} }, vi.fn()].map(isCoroutine)).toEqual([false, false, false, false]);
  });

  it('test_coroutine_non_gen_function: a coroutine that awaits nothing does nothing until it is run', () => {
    let ran = false;
    const call = coroutine(function* plain() {
      ran = true;
      return 'test';
    })();
    expect([isCoroutine(call), ran]).toEqual([true, false]);
    expect([runVirtual(() => call), ran]).toEqual(['test', true]);
  });

  it('test_coroutine_non_gen_function_return_future: a future that is returned is the result, not what it becomes', () => {
    runVirtual(function* () {
      const future = new Future<string>();
      const task = createTask(returns(future));
      expect(yield* task).toBe(future);
      future.setResult('test');
      expect(yield* yield* task).toBe('test');
    });
  });

  it('test_current_task, test_current_task_no_running_loop, …_implicit, …_with_implicit_loop', () => {
    const loop = new VirtualTimeLoop();
    expect(currentTask(loop)).toBeUndefined();
    expect(String(thrownBy(() => currentTask()))).toContain('no running event loop');
    expect(String(thrownBy(() => allTasks()))).toContain('no running event loop');
    const task: Task<unknown> = start(function* () {
      for (const current of [currentTask(), currentTask(undefined), currentTask(loop)])
        expect(current).toBe(task);
    }, loop);
    runUntilCompleteSync(loop, task);
    expect(currentTask(loop)).toBeUndefined();
    loop.close();
  });

  it('test_current_task_with_interleaving_tasks: it follows every switch', () => {
    runVirtual(function* () {
      const [first, second] = [new Future<void>(), new Future<void>()];
      const task1: Task<void> = start(function* () {
        expect(currentTask()).toBe(task1);
        yield* first;
        expect(currentTask()).toBe(task1);
        second.setResult();
      });
      const task2: Task<void> = start(function* () {
        expect(currentTask()).toBe(task2);
        first.setResult();
        expect(currentTask()).toBe(task2);
        yield* second;
        expect(currentTask()).toBe(task2);
      });
      for (const task of [task1, task2]) yield* task;
    });
  });

  it('test_yield_future_passes_cancel: it is thrown at the innermost await, then at each caller', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      const proof: string[] = [];
      const inner = coroutine(function* inner() {
        try {
          yield* future;
        } catch (error) {
          proof.push('inner');
          throw error;
        }
      });
      const outer = coroutine(function* outer() {
        try {
          yield* inner();
        } catch {
          proof.push('outer'); // CancelledError: swallowed here, which a caller may
        }
      });
      const task = createTask(outer());
      yield* sleep(0);
      task.cancel();
      yield* task;
      expect([proof, future.cancelled(), task.cancelled()]).toEqual([['inner', 'outer'], true, false]);
    });
  });

  it('test_task_source_traceback: in debug mode a task shows where it was made', () => {
    const loop = new VirtualTimeLoop({ debug: true });
    const task = createTask(returns(1), { loop });
    expect(String(task)).toMatch(/ created at .*tasks\.cpython\.test\.ts:\d+/);
    loop.advance();
    loop.close();
  });

  it('test_exception_traceback: the error of a task keeps its stack', () => {
    runVirtual(function* () {
      const fails = coroutine(function* failingHere() {
        throw new TypeError('oops');
      });
      const task = createTask(fails());
      yield* turns(2);
      expect((task.exception() as Error).stack).toContain('failingHere');
    });
  });

  it('test_error_in_call_soon: a task that could not be queued is not in allTasks()', () => {
    const loop = new VirtualTimeLoop();
    const broken = new TypeError('no queue');
    loop._enqueue = () => {
      throw broken;
    };
    expect(thrownBy(() => new Task(returns(1), { loop }))).toBe(broken);
    expect(allTasks(loop).size).toBe(0);
    loop.close();
  });

  it('test_create_task_with_noncoroutine: is refused each time', () => {
    runVirtual(function* () {
      for (let i = 0; i < 2; i++) {
        expect(thrownBy(() => new Task(123 as never))).toEqual(
          new TypeError('a coroutine was expected, got 123'),
        );
      }
    });
  });

  it('test_create_task_with_asynclike_function: what steps like a generator is a coroutine', () => {
    runVirtual(function* () {
      let steps = 0;
      const like = {
        next: () => (++steps < 2 ? sleepStep() : { done: true, value: 42 }),
        throw: (error: Error) => {
          throw error;
        },
        return: () => ({ done: true, value: 42 }),
        [Symbol.iterator]: () => like as unknown as Coroutine<number>,
      };
      expect(yield* createTask(like as unknown as Coroutine<number>)).toBe(42);
    });
  });

  it('test_context_1: a task copies the context when it is made; nothing leaks either way', () => {
    const variable = new ContextVar('cvar', { default: 'nope' });
    runVirtual(function* () {
      const seen: string[] = [];
      function* child(): Coroutine<void> {
        yield* sleep(0.01);
        seen.push(variable.get());
        variable.set('something else');
      }
      variable.set('yes');
      const task = createTask(child());
      variable.set('later');
      yield* task;
      expect([...seen, variable.get()]).toEqual(['yes', 'later']);
    });
  });

  it('test_context_2: done callbacks run in a copy, and the values of a task survive its awaits', () => {
    const variable = new ContextVar('cvar', { default: 'nope' });
    runVirtual(function* () {
      const seen: string[] = [];
      const future = new Future<void>();
      variable.set('yes');
      future.addDoneCallback(() => {
        seen.push(variable.get());
        variable.set('callback');
      });
      yield* sleep(0);
      future.setResult();
      yield* sleep(0);
      expect([...seen, variable.get()]).toEqual(['yes', 'yes']);
    });
  });

  it('test_context_3: a hundred tasks keep their values apart', () => {
    const variable = new ContextVar('cvar', { default: -1 });
    runVirtual(function* () {
      function* sub(number: number): Coroutine<void> {
        for (let i = 0; i < 10; i++) {
          variable.set(number + i);
          yield* sleep(0.01);
          expect(variable.get()).toBe(number + i);
        }
      }
      const tasks = Array.from({ length: 100 }, (_, i) => createTask(sub(i)));
      for (const task of tasks) yield* task;
      expect(variable.get()).toBe(-1);
    });
  });

  it('test_context_4, _5, _6, test_get_context: a context that is given is used itself', () => {
    const variable = new ContextVar<number>('cvar');
    const context = copyContext();
    runVirtual(function* () {
      const make = [
        (call: Coroutine<void>) => new Task(call, { context }),
        (call: Coroutine<void>) => createTask(call, { context }),
      ];
      for (const [i, each] of make.entries()) {
        const task = each(
          (function* () {
            variable.set(i);
          })(),
        );
        expect(task.getContext()).toBe(context);
        yield* task;
        expect(context.get(variable)).toBe(i);
      }
    });
  });

  it('test_get_coro: gives the coroutine, also afterwards', () => {
    runVirtual(function* () {
      const call = coroutine(() => returns(1))();
      const task = createTask(call);
      expect(task.getCoro()).toBe(call);
      yield* task;
      expect(task.getCoro()).toBe(call);
    });
  });

  it('test_subclasses_ctask_cfuture: own addDoneCallback of both classes is called once each', () => {
    const calls: string[] = [];
    class OwnFuture<T> extends Future<T> {
      override addDoneCallback(...args: Parameters<Future<T>['addDoneCallback']>): void {
        calls.push('future');
        super.addDoneCallback(...args);
      }
    }
    class OwnTask<T> extends Task<T> {
      override addDoneCallback(...args: Parameters<Future<T>['addDoneCallback']>): void {
        calls.push('task');
        super.addDoneCallback(...args);
      }
    }
    const loop = new VirtualTimeLoop();
    const future = new OwnFuture<void>({ loop });
    const task = new OwnTask(waitFor(future), { loop });
    loop.callSoon(() => {
      future.setResult();
    });
    runUntilCompleteSync(loop, task);
    expect(calls.sort()).toEqual(['future', 'task']);
    loop.close();
  });
});

describe('test_tasks.SetMethodsTest', () => {
  const force = (task: Task<unknown>): void => {
    Future.prototype.setResult.call(task, 'spam');
  };
  const report = [
    {
      message: 'Exception in callback of a task',
      exception: expect.objectContaining({
        name: 'InvalidStateError',
        message: expect.stringMatching(
          /^step\(\): already done: <Task finished .* result="spam">\n/,
        ) as string,
      }) as unknown,
    },
  ];

  it('test_set_result_causes_invalid_state: a result that is forced on a task wins; its next step is reported', () => {
    const { result, reported } = runReporting(function* () {
      const task = createTask(sleep(0.1)) as Task<unknown>;
      force(task);
      const got = yield* task;
      yield* sleep(1);
      return [got, allTasks().has(task)];
    });
    expect([result, reported]).toMatchObject([['spam', false], report]);
  });

  it('… also in the middle of a step, and everything else goes on', () => {
    const { result, reported } = runReporting(function* () {
      const task: Task<unknown> = start(function* () {
        force(task);
      });
      yield* sleep(1);
      return [task.result(), allTasks().size];
    });
    expect([result, reported]).toMatchObject([['spam', 1], report]);
  });

  it('test_set_exception_causes_invalid_state: the same for an error', () => {
    const { result, reported } = runReporting(function* () {
      const task = createTask(sleep(0.1)) as Task<unknown>;
      Future.prototype.setException.call(task, new TypeError('spam'));
      const error = yield* failureOf(task);
      yield* sleep(1);
      return error;
    });
    expect(result).toEqual(new TypeError('spam'));
    expect(reported.map(({ exception }) => (exception as Error).name)).toEqual(['InvalidStateError']);
  });
});

describe('test_tasks', () => {
  it('CTask_Future_Tests.test_foobar: a future whose own getLoop() fails can be awaited all the same', () => {
    class Broken<T> extends Future<T> {
      constructor(options?: FutureOptions) {
        super(options);
        this.setResultSoon();
      }
      setResultSoon(): void {
        getRunningLoop().callSoon(() => {
          this.setResult('bar' as T);
        });
      }
      override getLoop(): EventLoop {
        throw new TypeError('no loop');
      }
    }
    runVirtual(function* () {
      expect(yield* new Broken<string>()).toBe('bar');
    });
  });

  it('GenericTaskTests.test_future_subclass: a task is a future', () => {
    expect(Task.prototype).toBeInstanceOf(Future);
  });

  it('SleepTests.test_sleep_zero: gives up exactly one turn', () => {
    const result = runVirtual(function* () {
      let count = 0;
      getRunningLoop().callSoon(() => count++);
      getRunningLoop().callSoon(() => getRunningLoop().callSoon(() => count++));
      return [yield* sleep(0, 10), count];
    });
    expect(result).toEqual([10, 1]);
  });
});

describe('test_base_events.BaseEventLoopTests', () => {
  it('test_create_task_error_closes_coro: a coroutine for a closed loop is closed, and not missed', () => {
    const { reported } = runReporting(
      function* () {
        const loop = new VirtualTimeLoop();
        loop.close();
        const call = sleep(1);
        expect(String(thrownBy(() => ensureFuture(call, { loop })))).toContain('Event loop is closed');
        expect(String(call)).toBe('<coroutine sleep() finished>');
        const raw = returns(1);
        expect(String(thrownBy(() => ensureFuture(raw, { loop })))).toContain('Event loop is closed');
        const reused = sleep(1, 'awaited');
        const task = createTask(reused);
        expect(String(thrownBy(() => ensureFuture(reused)))).toContain('being awaited already');
        expect(yield* task).toBe('awaited'); // a coroutine that somebody runs stays as it is
      },
      { debug: true },
    );
    expect(reported).toEqual([]);
  });

  it('test_create_named_task_with_custom_factory: the name is set also if the factory does not care', () => {
    runVirtual(function* () {
      const loop = getRunningLoop();
      setTaskFactory(loop, (_loop, call) => new Task(call, { loop }));
      const [named, unnamed] = [createTask(returns(1), { name: 'test_task' }), createTask(returns(1))];
      expect([named.getName(), unnamed.getName()]).toEqual([
        'test_task',
        expect.stringMatching(/^Task-\d+$/),
      ]);
      yield* unnamed;
    });
  });

  it('test_create_task: ensureFuture makes its tasks by the loop’s factory', () => {
    class Own<T> extends Task<T> {}
    runVirtual(function* () {
      setTaskFactory(getRunningLoop(), (_loop, call, options) => new Own(call, options));
      const task = ensureFuture(returns(1));
      expect(task).toBeInstanceOf(Own);
      yield* task;
    });
  });
});

/** The first step of a `sleep(0)`: what a coroutine hands up for one turn. */
function sleepStep(): IteratorResult<unknown, unknown> {
  return sleep(0)[Symbol.iterator]().next();
}

/** Calls `make` when it is awaited. */
function* waitForLater<T>(make: () => Yieldable<T>): Coroutine<T> {
  return yield* make();
}
