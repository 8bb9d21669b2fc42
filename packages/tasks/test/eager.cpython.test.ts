/**
 * What CPython 3.13's `test_eager_task_factory.py` pins down, in our words. How many tasks groups and gather make is
 * tested where they are.
 */
import { ContextVar } from '@asyncio-ts/contextvars';
import { getRunningLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  allTasks,
  CancelledError,
  type Coroutine,
  createEagerTaskFactory,
  createTask,
  currentTask,
  Future,
  getTaskFactory,
  runUntilCompleteSync,
  setTaskFactory,
  sleep,
  Task,
  type TaskFactory,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { returns } from './small-coroutines.js';

const eager = { eager: true };

describe('an eager task factory', () => {
  it('made for a class makes tasks of it, and is what getTaskFactory() gives [test_eager_task_factory.EagerTaskFactoryLoopTests.test_eager_task_factory_set]', () => {
    class Own<T> extends Task<T> {}
    const factory = createEagerTaskFactory((call, options) => new Own(call, options));
    runVirtual(function* () {
      const loop = getRunningLoop();
      setTaskFactory(loop, factory);
      expect(getTaskFactory(loop)).toBe(factory);
      const task = createTask(returns(5));
      expect([task instanceof Own, task.done()]).toEqual([true, true]);
      expect(yield* task).toBe(5);
    });
  });
});

describe('an eager task that does not block', () => {
  it('has done what it does when createTask returns [test_eager_task_factory.EagerTaskFactoryLoopTests.test_await_future_during_eager_step]', () => {
    const result = runVirtual(function* () {
      const future = new Future<string>();
      function* settles(): Coroutine<void> {
        future.setResult('my message');
      }
      const task = createTask(settles());
      expect([task.done(), future.done()]).toEqual([true, true]);
      return yield* future;
    }, eager);
    expect(result).toBe('my message');
  });

  it('is done when createTask returns, and awaiting it gives its result [test_eager_task_factory.EagerTaskFactoryLoopTests.test_eager_completion]', () => {
    runVirtual(function* () {
      const task = createTask(returns('hello'));
      expect(task.done()).toBe(true);
      expect(yield* task).toBe('hello');
    }, eager);
  });

  it('cannot be cancelled any more [test_eager_task_factory.EagerTaskFactoryLoopTests.test_cancellation_after_eager_completion]', () => {
    runVirtual(function* () {
      const task = createTask(returns('finished without blocking'));
      expect(task.cancel()).toBe(false);
      expect(yield* task).toBe('finished without blocking');
      expect([task.cancelled(), task.cancelling()]).toEqual([false, 0]);
    }, eager);
  });

  it('is in allTasks() meanwhile, and no more afterwards [test_eager_task_factory.EagerTaskFactoryLoopTests.test_all_tasks_with_eager_completion]', () => {
    runVirtual(function* () {
      let seen: Set<unknown> | undefined;
      function* looks(): Coroutine<void> {
        seen = allTasks();
      }
      const task = createTask(looks());
      expect([seen!.has(task), allTasks().has(task), seen!.size, allTasks().size]).toEqual([
        true,
        false,
        2,
        1,
      ]);
    }, eager);
  });

  it('has let its coroutine go [test_eager_task_factory.CEagerTaskFactoryLoopTests.test_issue122332]', () => {
    runVirtual(function* () {
      const task = createTask(returns(1));
      yield* task;
      expect(task.getCoro()).toBeUndefined();
      expect(String(task)).not.toContain('coro=');
    }, eager);
  });
});

describe('an eager task that blocks', () => {
  it('has run up to its first await when createTask returns, and is a task like others from there [test_eager_task_factory.EagerTaskFactoryLoopTests.test_block_after_eager_step]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      function* blocks(): Coroutine<string> {
        log.push('first step');
        yield* sleep(0.1);
        log.push('second step');
        return 'finished after blocking';
      }
      const task = createTask(blocks());
      expect([task.done(), log]).toEqual([false, ['first step']]);
      expect(yield* task).toBe('finished after blocking');
      expect([task.done(), log]).toEqual([true, ['first step', 'second step']]);
    }, eager);
  });

  it('can be cancelled: that counts, and arrives with its message [test_eager_task_factory.EagerTaskFactoryLoopTests.test_cancellation_after_eager_step_blocks]', () => {
    runVirtual(function* () {
      const task = createTask(sleep(0.1, 'finished after blocking'));
      expect([task.cancel('cancellation message'), task.cancelling()]).toEqual([true, 1]);
      expect(yield* failureOf(task)).toEqual(new CancelledError('cancellation message'));
      expect(getRunningLoop().time()).toBe(0);
    }, eager);
  });

  it('is the current task in its first step and when it goes on; in between its creator is again [test_eager_task_factory.EagerTaskFactoryLoopTests.test_current_task]', () => {
    runVirtual(function* () {
      const seen: unknown[] = [];
      function* looks(): Coroutine<void> {
        seen.push(currentTask());
        yield* sleep(0.1);
        seen.push(currentTask());
      }
      const creator = currentTask();
      const task = createTask(looks());
      expect(currentTask()).toBe(creator);
      yield* task;
      expect([seen.length, seen.every((each) => each === task)]).toEqual([2, true]);
    }, eager);
  });

  it('is in allTasks() until it is done [test_eager_task_factory.EagerTaskFactoryLoopTests.test_all_tasks_with_blocking]', () => {
    runVirtual(function* () {
      let seen: Set<unknown> | undefined;
      const [first, second] = [new Future<void>(), new Future<void>()];
      function* blocks(): Coroutine<void> {
        seen = allTasks();
        yield* first;
        second.setResult();
      }
      const task = createTask(blocks());
      expect([seen!.has(task), allTasks().has(task)]).toEqual([true, true]);
      first.setResult();
      yield* second;
      expect(allTasks().has(task)).toBe(false);
    }, eager);
  });

  it('has a copy of its creator’s context from its first step on [test_eager_task_factory.EagerTaskFactoryLoopTests.test_context_vars]', () => {
    const variable = new ContextVar('cv', { default: 0 });
    runVirtual(function* () {
      const seen: number[] = [];
      function* child(): Coroutine<void> {
        seen.push(variable.get());
        variable.set(2);
        seen.push(variable.get());
        yield* sleep(0.1);
        seen.push(variable.get());
        variable.set(3);
        seen.push(variable.get());
      }
      variable.set(1);
      const task = createTask(child());
      expect([seen, variable.get()]).toEqual([[1, 2], 1]);
      yield* task;
      expect([seen, variable.get()]).toEqual([[1, 2, 2, 3], 1]);
    }, eager);
  });
});

describe('a hundred coroutines that await each other', () => {
  it.each([
    ['are one task', 1],
    ['are none that is queued, if it starts eagerly', 0],
  ])('%s [test_eager_task_factory.BaseTaskCountingTests.test_awaitables_chain]', (_title, expected) => {
    function* chain(depth: number): Coroutine<number> {
      return depth === 0 ? 0 : 1 + (yield* chain(depth - 1));
    }
    const loop = new VirtualTimeLoop();
    let queued = 0;
    const counting: TaskFactory = (_loop, call, options) => {
      if (options.eagerStart !== true) queued++;
      return new Task(call, options);
    };
    setTaskFactory(
      loop,
      expected === 0 ? createEagerTaskFactory((call, options) => counting(loop, call, options)) : counting,
    );
    expect(runUntilCompleteSync(loop, chain(100))).toBe(100);
    expect(queued).toBe(expected);
    loop.close();
  });
});
