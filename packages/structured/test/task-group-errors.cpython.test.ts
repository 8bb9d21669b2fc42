/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_taskgroups.py` pins down of groups in which a task or the body fails.
 * Groups in groups are in nested-groups.cpython.test.ts, what happens when the parent is cancelled in
 * task-group-cancellation.cpython.test.ts.
 *
 * CPython throws a `BaseExceptionGroup` when one of the errors is no `Exception`. JavaScript throws any value whatever,
 * and an `ExceptionGroup` holds it.
 */
import { KeyboardInterrupt, SystemExit } from '@asyncio-ts/loop';
import {
  type AsyncContextManager,
  type Coroutine,
  createTask,
  currentTask,
  RuntimeError,
  sleep,
  type Task,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, now, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { exceptStar, ExceptionGroup, type TaskGroup, taskGroup } from '../src/index.js';
import { errorsOf } from './errors-of.js';

const one = new ValueError('one');
const two = new TypeError('two');

describe('a task that fails', () => {
  it('while the body waits at the end: the others are cancelled, and its error comes out in an ExceptionGroup [test_taskgroups.TestTaskGroup.test_taskgroup_04]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      let other: Task<void> | undefined;
      function* runner(): Coroutine<void> {
        yield* taskGroup(function* (group) {
          group.createTask(failAfter(1, one));
          other = group.createTask(
            hang(function* () {
              log.push(`other interrupted at ${now()}`);
            }),
          );
        });
        log.push('never');
      }
      const error = yield* failureOf(createTask(runner()));
      expect(error).toBeInstanceOf(ExceptionGroup);
      expect((error as Error).message).toBe('unhandled errors in a TaskGroup (1 sub-exception)');
      expect(errorsOf(error)).toEqual([one]);
      expect(log).toEqual(['other interrupted at 1']);
      expect(other?.cancelled()).toBe(true);
    });
  });

  it('interrupts the body, too, and all that fail in one turn are in the group, in their order [test_taskgroups.TestTaskGroup.test_cancel_children_on_child_error]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const errors = [one, two, new ValueError('three')];
      const parent = createTask(
        taskGroup(function* (group) {
          for (const error of errors) group.createTask(failAfter(1, error));
          group.createTask(
            hang(function* () {
              log.push('other interrupted');
            }),
          );
          try {
            yield* sleep(10);
            log.push('never');
          } catch (thrown) {
            log.push(`body got ${String(thrown)}`, String(group), `${currentTask()?.cancelling()}`);
            throw thrown;
          }
        }),
      );
      const error = yield* failureOf(parent);
      expect((error as Error).message).toBe('unhandled errors in a TaskGroup (3 sub-exceptions)');
      expect(errorsOf(error)).toEqual(errors);
      expect(log).toEqual([
        'other interrupted',
        'body got CancelledError',
        '<TaskGroup tasks=1 errors=3 cancelling>',
        '1',
      ]);
      expect(now()).toBe(1);
      expect([parent.cancelled(), parent.cancelling()]).toEqual([false, 0]);
    });
  });

  it('is joined by the body, if that throws something else when it is interrupted [test_taskgroups.TestTaskGroup.test_taskgroup_19]', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(failAfter(1, one));
          yield* hang(() => failAfter(0, two));
        }),
      );
      expect(errorsOf(error)).toEqual([one, two]);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it('with a value that is no Error shares one group with the error of the body [test_taskgroups.TestTaskGroup.test_taskgroup_21a]', () => {
    runVirtual(function* () {
      const odd = { code: 7 };
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(failAfter(1, odd));
          yield* hang(() => failAfter(0, two));
        }),
      );
      expect(error).toBeInstanceOf(ExceptionGroup);
      expect(errorsOf(error)).toEqual([odd, two]);
    });
  });

  // A poll of 1.5 seconds fails between the generations, one of 2 in the turn in which the next one is made.
  it.each([
    { poll: 1.5, expected: { at: 4.5, ran: 31, made: 30, cancelled: 16 } },
    { poll: 2, expected: { at: 4, ran: 15, made: 30, cancelled: 16 } },
  ])(
    'stops tasks that keep making tasks, and nobody fails because the group is shutting down, seen every $poll s [test_taskgroups.TestTaskGroup.test_taskgroup_25]',
    ({ poll, expected }) => {
      runVirtual(function* () {
        let ran = 0;
        const made: Task<void>[] = [];
        function* hydra(group: TaskGroup): Coroutine<void> {
          ran++;
          yield* sleep(1);
          for (let head = 0; head < 2; head++) made.push(group.createTask(hydra(group)));
        }
        function* hercules(): Coroutine<void> {
          while (ran < 10) yield* sleep(poll);
          throw one;
        }
        const error = yield* failureOf(
          taskGroup(function* (group) {
            group.createTask(hydra(group));
            group.createTask(hercules());
          }),
        );
        expect(errorsOf(error)).toEqual([one]);
        expect(made.every((task) => task.done())).toBe(true);
        const cancelled = made.filter((task) => task.cancelled()).length;
        expect({ at: now(), ran, made: made.length, cancelled }).toEqual(expected);
      });
    },
  );

  it('leaves nobody a chance to add a task: createTask throws, and closes the call [test_taskgroups.TestTaskGroup.test_taskgroup_no_create_task_after_failure]', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      function* stubborn(group: TaskGroup): Coroutine<void> {
        yield* failureOf(sleep(10));
        const call = sleep(1);
        const error = thrownBy(() => group.createTask(call));
        expect(error).toBeInstanceOf(RuntimeError);
        log.push(String(error), String(call));
      }
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(failAfter(1, one));
          group.createTask(stubborn(group));
        }),
      );
      expect(errorsOf(error)).toEqual([one]);
      expect(log).toEqual([
        expect.stringMatching(
          /^RuntimeError: TaskGroup <TaskGroup tasks=1 errors=1 cancelling> is shutting down\n/,
        ),
        '<coroutine sleep() finished>',
      ]);
    });
  });

  it('together with a context manager of the body that fails on leaving: both are in the group, and the count is 0 [test_taskgroups.TestTaskGroup.test_taskgroup_context_manager_exit_raises]', () => {
    runVirtual(function* () {
      const database: AsyncContextManager<void> = {
        *aenter() {},
        *aexit() {
          throw new ValueError('database');
        },
      };
      const seen: unknown[] = [];
      function* main(): Coroutine<void> {
        try {
          yield* taskGroup(function* (group) {
            yield* withAsync(database, function* () {
              group.createTask(failAfter(0, one));
              yield* sleep(1);
            });
          });
        } catch (error) {
          yield* exceptStar(error, [
            [ValueError, (match) => seen.push(errorsOf(match), currentTask()?.cancelling())],
          ]);
        }
      }
      yield* createTask(main());
      expect(seen).toEqual([[one, new ValueError('database')], 0]);
      expect(now()).toBe(0);
    });
  });

  it('leaves the parent with a count of 0 once its error is handled [test_taskgroups.TestTaskGroup.test_cancelling_level_preserved]', () => {
    runVirtual(function* () {
      const seen: unknown[] = [];
      try {
        yield* taskGroup(function* (group) {
          group.createTask(failAfter(0, one));
        });
      } catch (error) {
        yield* exceptStar(error, [[ValueError, (match) => seen.push(errorsOf(match))]]);
      }
      expect(seen).toEqual([[one]]);
      expect(currentTask()?.cancelling()).toBe(0);
      yield* sleep(0); // is not interrupted
    });
  });
});

describe('a body that fails', () => {
  /** Five tasks, then whatever `body` does. */
  function* expectFailure(body: () => Coroutine<never>, at: number): Coroutine<void> {
    const tasks: Task<void>[] = [];
    let started = 0;
    function* child(): Coroutine<void> {
      started++;
      yield* hang();
    }
    const error = yield* failureOf(
      taskGroup(function* (group) {
        for (let count = 0; count < 5; count++) tasks.push(group.createTask(child()));
        yield* body();
      }),
    );
    expect(error).toBeInstanceOf(ExceptionGroup);
    expect(errorsOf(error)).toEqual([one]);
    expect(tasks.map((task) => task.cancelled())).toEqual(Array(5).fill(true));
    expect(started).toBe(at === 0 ? 0 : 5);
    expect(now()).toBe(at);
    expect(currentTask()?.cancelling()).toBe(0);
  }

  it('after an await cancels the tasks, and comes out in an ExceptionGroup [test_taskgroups.TestTaskGroup.test_taskgroup_09]', () => {
    runVirtual(() => expectFailure(() => failAfter(1, one), 1));
  });

  it('before any await does the same, and the tasks never start [test_taskgroups.TestTaskGroup.test_taskgroup_10]', () => {
    runVirtual(() =>
      expectFailure(function* () {
        throw one;
      }, 0),
    );
  });

  it('with a value that is no Error shares one group with the error of a task [test_taskgroups.TestTaskGroup.test_taskgroup_20a]', () => {
    runVirtual(function* () {
      const odd = { code: 7 };
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(failAfter(1, one));
          yield* hang(() => failAfter(0, odd));
        }),
      );
      expect(error).toBeInstanceOf(ExceptionGroup);
      expect(errorsOf(error)).toEqual([one, odd]);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it.each([new KeyboardInterrupt('ctrl-c'), new SystemExit(3)])(
    'with %s, which ends the program: it comes out bare, although a task failed as well [test_taskgroups.TestTaskGroup.test_taskgroup_20]',
    (fatal) => {
      let other: Task<void> | undefined;
      const stopped = thrownBy(() => {
        runVirtual(function* () {
          yield* taskGroup(function* (group) {
            group.createTask(failAfter(1, one));
            other = group.createTask(hang());
            yield* hang(() => failAfter(0, fatal));
          });
        });
      });
      expect(stopped).toBe(fatal);
      expect(other?.cancelled()).toBe(true);
    },
  );
});
