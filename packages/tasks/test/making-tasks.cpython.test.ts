/**
 * What CPython 3.13's `test_tasks.py` and `test_base_events.py` pin down of making tasks, in our words. Not here: that
 * the C accelerator leaks nothing when a task is initialised a hundred times over, for a JavaScript object is made once.
 */
import {
  CancelledError,
  allTasks,
  type Coroutine,
  coroutine,
  createTask,
  ensureFuture,
  Future,
  runUntilCompleteSync,
  setTaskFactory,
  sleep,
  Task,
} from '@asyncio-ts/tasks';
import { getRunningLoop } from '@asyncio-ts/loop';
import { makeLoop, runReporting, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it, vi } from 'vitest';

import { returns } from './small-coroutines.js';

class Own<T> extends Task<T> {}

describe('a task', () => {
  it('is a future [test_tasks.GenericTaskTests.test_future_subclass]', () => {
    const task = createTask(returns(1), { loop: makeLoop() });
    expect([Task.prototype instanceof Future, task instanceof Future]).toEqual([true, true]);
  });

  it('runs on the loop that it is given, and tells which, whatever loop is running [test_tasks.BaseTaskTests.test_task_class]', () => {
    const loop = makeLoop();
    const task = new Task(returns('ok'), { loop });
    expect(task.getLoop()).toBe(loop);
    expect(runUntilCompleteSync(loop, task)).toBe('ok');
    expect([task.done(), task.result()]).toEqual([true, 'ok']);

    runVirtual(function* () {
      const other = makeLoop();
      const elsewhere = new Task(returns('elsewhere'), { loop: other });
      expect([elsewhere.getLoop() === other, getRunningLoop() === other]).toEqual([true, false]);
      yield* sleep(1);
      expect(elsewhere.done()).toBe(false); // its own loop has not run
      expect(runUntilCompleteSync(other, elsewhere)).toBe('elsewhere');
    });
  });

  it('gives the very coroutine that it was made of, also when it is done [test_tasks.BaseTaskTests.test_get_coro]', () => {
    runVirtual(function* () {
      for (const call of [coroutine(() => returns(1))(), returns(1)]) {
        const task = createTask(call);
        expect(task.getCoro()).toBe(call);
        yield* task;
        expect(task.getCoro()).toBe(call);
      }
    });
  });
});

describe('createTask', () => {
  it('in a coroutine takes the running loop and its task factory [test_tasks.BaseTaskTests.test_bare_create_task]', () => {
    runVirtual(function* () {
      const loop = getRunningLoop();
      setTaskFactory(loop, (_loop, call, options) => new Own(call, options));
      const task = createTask(returns(1));
      expect([task instanceof Own, task.getLoop() === loop]).toEqual([true, true]);
      expect(yield* task).toBe(1);
    });
  });

  it('gives the task the name that it is told [test_tasks.BaseTaskTests.test_bare_create_named_task]', () => {
    runVirtual(function* () {
      const task = createTask(returns(1), { name: 'No-op' });
      expect(task.getName()).toBe('No-op');
      yield* task;
    });
  });

  it('makes a task of the class that is asked for of each call of a coroutine function [test_tasks.BaseTaskTests.test_create_task_with_async_function]', () => {
    const loop = makeLoop();
    setTaskFactory(loop, (_loop, call, options) => new Own(call, options));
    const work = coroutine(() => returns('worked'));
    for (let time = 0; time < 2; time++) {
      const task = createTask(work(), { loop });
      expect(task).toBeInstanceOf(Own);
      expect(runUntilCompleteSync(loop, task)).toBe('worked');
    }
  });

  it('takes what steps like a coroutine for one, each time [test_tasks.BaseTaskTests.test_create_task_with_asynclike_function]', () => {
    /** One turn, then 42, without a generator. */
    function makeLike(): Coroutine<number> {
      let steps = 0;
      const like = {
        next: () => (++steps === 1 ? sleep(0)[Symbol.iterator]().next() : { done: true, value: 42 }),
        throw: (error: unknown) => {
          throw error;
        },
        return: (value: unknown) => ({ done: true, value }),
        [Symbol.iterator]: () => like,
      };
      return like as unknown as Coroutine<number>;
    }
    const loop = makeLoop();
    for (let time = 0; time < 2; time++) {
      const task = createTask(makeLike(), { loop });
      expect(task).toBeInstanceOf(Task);
      expect(runUntilCompleteSync(loop, task)).toBe(42);
    }
    const cancelled = createTask(makeLike(), { loop });
    cancelled.cancel('before it began');
    expect(thrownBy(() => runUntilCompleteSync(loop, cancelled))).toEqual(
      new CancelledError('before it began'),
    );
  });

  it('refuses what is no coroutine, each time, and makes nothing [test_tasks.BaseTaskTests.test_create_task_with_noncoroutine]', () => {
    const loop = makeLoop();
    for (let time = 0; time < 2; time++) {
      for (const make of [() => new Task(123 as never, { loop }), () => createTask(123 as never, { loop })]) {
        expect(thrownBy(make)).toEqual(new TypeError('a coroutine was expected, got 123'));
      }
    }
    expect(allTasks(loop).size).toBe(0);
  });

  it('passes on the error of a loop that does not queue the first step, and leaves no task behind; CPython then reports the half-made task as destroyed [test_tasks.BaseTaskTests.test_error_in_call_soon]', () => {
    const loop = makeLoop();
    const report = vi.fn();
    loop.setExceptionHandler(report);
    const full = new RangeError('no room');
    vi.spyOn(loop, '_enqueue').mockImplementation(() => {
      throw full;
    });
    const call = coroutine(() => returns(1))();
    expect(thrownBy(() => new Task(call, { loop }))).toBe(full);
    expect(allTasks(loop).size).toBe(0);
    call.close();
    loop.close();
    expect(report).not.toHaveBeenCalled();
  });

  it('on a closed loop closes the coroutine, which is then not missed [test_base_events.BaseEventLoopTests.test_create_task_error_closes_coro]', () => {
    const { reported } = runReporting(
      function* () {
        const loop = makeLoop();
        loop.close();
        const call = sleep(1);
        expect(String(thrownBy(() => ensureFuture(call, { loop })))).toMatch(
          /^RuntimeError: Event loop is closed/,
        );
        expect(String(call)).toBe('<coroutine sleep() finished>');
        const raw = returns(1); // no coroutine object: nothing keeps watch over it
        expect(thrownBy(() => ensureFuture(raw, { loop }))).toMatchObject({ name: 'RuntimeError' });
      },
      { debug: true },
    );
    expect(reported).toEqual([]);
  });
});
