/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_eager_task_factory.py` pins down, in our words under the names the
 * tests have there. How many tasks groups and gather make is tested where they are.
 */
import { ContextVar } from '@asyncio-ts/contextvars';
import { getRunningLoop } from '@asyncio-ts/loop';
import {
  allTasks,
  CancelledError,
  type Coroutine,
  coroutine,
  createEagerTaskFactory,
  createTask,
  currentTask,
  eagerTaskFactory,
  Future,
  getTaskFactory,
  setTaskFactory,
  sleep,
  Task,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

/** Runs `main` with a loop whose tasks start eagerly. */
function runEager<T>(main: () => Coroutine<T>): T {
  return runVirtual(function* () {
    setTaskFactory(getRunningLoop(), eagerTaskFactory);
    return yield* main();
  });
}

describe('test_eager_task_factory.EagerTaskFactoryLoopTests', () => {
  it('test_eager_task_factory_set: makes tasks of the class that it was made for', () => {
    class Own<T> extends Task<T> {}
    const factory = createEagerTaskFactory((call, options) => new Own(call, options));
    runVirtual(function* () {
      setTaskFactory(getRunningLoop(), factory);
      expect(getTaskFactory(getRunningLoop())).toBe(factory);
      const task = createTask(
        (function* () {
          return 5;
        })(),
      );
      expect([task instanceof Own, task.done(), yield* task]).toEqual([true, true, 5]);
    });
  });

  it('test_await_future_during_eager_step: what a task does before it suspends is done when createTask returns', () => {
    runEager(function* () {
      const future = new Future<string>();
      function* set(): Coroutine<void> {
        future.setResult('result');
      }
      const task = createTask(set());
      expect([task.done(), future.done(), yield* future]).toEqual([true, true, 'result']);
    });
  });

  it('test_eager_completion, test_issue122332: done at once if it never suspends, its coroutine let go', () => {
    runEager(function* () {
      const task = createTask(
        (function* () {
          return 'hello';
        })(),
      );
      expect([task.done(), task.getCoro(), yield* task]).toEqual([true, undefined, 'hello']);
    });
  });

  it('test_block_after_eager_step: runs up to its first await, and on from there as any task', () => {
    runEager(function* () {
      const log: string[] = [];
      function* blocks(): Coroutine<string> {
        log.push('eager');
        yield* sleep(0.1);
        return 'finished';
      }
      const task = createTask(blocks());
      expect([task.done(), log]).toEqual([false, ['eager']]);
      expect(yield* task).toBe('finished');
    });
  });

  it('test_cancellation_after_eager_completion: has no effect', () => {
    runEager(function* () {
      const task = createTask(
        (function* () {
          return 'finished';
        })(),
      );
      expect([task.cancel(), task.cancelled(), yield* task]).toEqual([false, false, 'finished']);
    });
  });

  it('test_cancellation_after_eager_step_blocks: counts, and arrives with its message', () => {
    runEager(function* () {
      const task = createTask(sleep(0.1));
      expect([task.cancel('cancellation reason'), task.cancelling()]).toEqual([true, 1]);
      expect(yield* failureOf(task)).toEqual(new CancelledError('cancellation reason'));
    });
  });

  it('test_current_task: is the new task in its eager step, and its creator again afterwards', () => {
    runEager(function* () {
      const seen: unknown[] = [];
      const me = currentTask();
      const look = coroutine(function* look() {
        seen.push(currentTask());
        yield* sleep(0);
        seen.push(currentTask());
      });
      const task = createTask(look());
      expect(currentTask()).toBe(me);
      yield* task;
      expect(seen.every((each) => each === task)).toBe(true);
      expect([seen.length, currentTask() === me]).toEqual([2, true]);
    });
  });

  it('test_all_tasks_with_eager_completion, _with_blocking: the task is in allTasks() as long as it is not done', () => {
    runEager(function* () {
      const seen: boolean[] = [];
      const look = (): void => void seen.push(allTasks().has(currentTask()!));
      const quick = createTask(
        (function* () {
          look();
        })(),
      );
      const blocks = createTask(
        (function* () {
          look();
          yield* sleep(1);
          look();
        })(),
      );
      expect([seen, allTasks().has(quick), allTasks().has(blocks)]).toEqual([[true, true], false, true]);
      yield* blocks;
      expect([seen.length, allTasks().has(blocks)]).toEqual([3, false]);
    });
  });

  it('test_context_vars: the eager step has a copy of the creator’s context, and keeps it', () => {
    const variable = new ContextVar('cv', { default: 0 });
    runEager(function* () {
      const seen: number[] = [];
      function* child(): Coroutine<void> {
        seen.push(variable.get());
        variable.set(2);
        yield* sleep(0);
        seen.push(variable.get());
        variable.set(3);
        yield* sleep(0);
        seen.push(variable.get());
      }
      variable.set(1);
      const task = createTask(child());
      expect(variable.get()).toBe(1);
      yield* task;
      expect([seen, variable.get()]).toEqual([[1, 2, 3], 1]);
    });
  });

  it('an eager step that fails makes a failed task, and nothing escapes from createTask', () => {
    runEager(function* () {
      const task = createTask(
        (function* () {
          throw new TypeError('at once');
        })(),
      );
      expect([task.done(), thrownBy(() => task.result())]).toEqual([true, new TypeError('at once')]);
    });
  });

  it('a task of a factory starts eagerly unless it is told not to, also if it is told nothing in so many words', () => {
    runEager(function* () {
      const make = (eagerStart: boolean | undefined): boolean => {
        const task = createTask(
          (function* () {
            return 1;
          })(),
          { eagerStart },
        );
        return task.done();
      };
      expect([undefined, true, false].map(make)).toEqual([true, true, false]);
      yield* sleep(0);
    });
  });
});

describe('test_eager_task_factory.BaseTaskCountingTests', () => {
  it('test_awaitables_chain: a hundred coroutines that await each other are one task, or none that is queued', () => {
    for (const run of [runVirtual, runEager]) {
      const made: unknown[] = [];
      run(function* () {
        const loop = getRunningLoop();
        const factory = getTaskFactory(loop) ?? ((_loop, call, options) => new Task(call, options));
        setTaskFactory(loop, (onLoop, call, options) => {
          const task = factory(onLoop, call, options);
          made.push(task.done());
          return task;
        });
        const chain: (depth: number) => Coroutine<number> = coroutine(function* link(
          depth: number,
        ): Coroutine<number> {
          return depth === 0 ? 0 : 1 + (yield* chain(depth - 1));
        }) as never;
        expect(yield* createTask(chain(100))).toBe(100);
        expect(made).toEqual([run === runEager]);
      });
    }
  });
});
