/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_taskgroups.py` pins down of groups whose parent is cancelled from
 * outside. When something fails without that is in task-group-errors.cpython.test.ts.
 *
 * CPython cancels the tasks of a group in the order of a set: any. Here it is the order in which they were made.
 */
import {
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  Future,
  sleep,
  type Task,
  ValueError,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, now, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { ExceptionGroup, type TaskGroup, taskGroup } from '../src/index.js';
import { errorsOf } from './errors-of.js';

const one = new ValueError('one');

/** Runs the block as a task, and cancels that after a second, with the message 'stop'. Gives the task, not yet done. */
function* cancelled(body: (group: TaskGroup) => Yieldable<unknown>): Coroutine<Task<unknown>> {
  const parent = createTask(taskGroup(body));
  yield* sleep(1);
  expect(parent.done()).toBe(false);
  parent.cancel('stop');
  return parent;
}

/** What such a task ends with, cancelled by nobody else, at `at` seconds. */
function* endOf(parent: Task<unknown>, at: number): Coroutine {
  const error = yield* failureOf(parent);
  expect(parent.cancelling()).toBe(1);
  expect(parent.cancelled()).toBe(error instanceof CancelledError);
  expect(now()).toBe(at);
  return error;
}

const stopped = new CancelledError('stop');
const five = [0, 1, 2, 3, 4];

describe('cancelling the parent of a group', () => {
  it('at the end of the block cancels all tasks, and CancelledError comes out, not a group [test_taskgroups.TestTaskGroup.test_cancellation]', () => {
    runVirtual(function* () {
      const log: number[] = [];
      const tasks: Task<void>[] = [];
      const parent = yield* cancelled(function* (group) {
        for (const each of five) {
          tasks.push(
            group.createTask(
              hang(function* () {
                log.push(each);
              }),
            ),
          );
        }
      });
      expect(yield* endOf(parent, 1)).toEqual(stopped);
      expect(log).toEqual(five);
      expect(tasks.map((task) => task.cancelled())).toEqual(Array(5).fill(true));
    });
  });

  it('at the end of the block, while the tasks are about to start, does so as well [test_taskgroups.TestTaskGroup.test_taskgroup_22]', () => {
    runVirtual(function* () {
      const tasks: Task<void>[] = [];
      const log: string[] = [];
      function* child(): Coroutine<void> {
        log.push('started');
        yield* sleep(1);
      }
      const parent = createTask(
        taskGroup(function* (group) {
          tasks.push(group.createTask(child()), group.createTask(child()));
        }),
      );
      yield* sleep(0);
      expect([tasks.length, log.length]).toEqual([2, 0]);
      parent.cancel('stop');
      expect(yield* endOf(parent, 0)).toEqual(stopped);
      expect(tasks.map((task) => task.cancelled())).toEqual([true, true]);
      expect(log).toEqual(['started', 'started']); // the parent resumes behind them
    });
  });

  it('in the body interrupts the body first, then the tasks [test_taskgroups.TestTaskGroup.test_taskgroup_07]', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      const parent = yield* cancelled(function* (group) {
        for (const each of five) {
          group.createTask(
            hang(function* () {
              log.push(each);
            }),
          );
        }
        try {
          yield* sleep(10);
        } catch (error) {
          log.push(String(error));
          throw error;
        }
      });
      expect(yield* endOf(parent, 1)).toEqual(stopped);
      expect(log).toEqual(['CancelledError: stop', ...five]);
    });
  });

  it('in the body of a group without tasks: CancelledError comes out after the handler of the body ran [test_taskgroups.TestTaskGroup.test_taskgroup_17]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const parent = yield* cancelled(() =>
        hang(function* () {
          log.push('handler');
        }),
      );
      expect(yield* endOf(parent, 1)).toEqual(stopped);
      expect(log).toEqual(['handler']);
    });
  });

  it('in a body that makes another error of it: that comes out in an ExceptionGroup [test_taskgroups.TestTaskGroup.test_taskgroup_18]', () => {
    runVirtual(function* () {
      const parent = yield* cancelled(() => hang(() => failAfter(0, one)));
      const error = yield* endOf(parent, 1);
      expect(error).toBeInstanceOf(ExceptionGroup);
      expect(errorsOf(error)).toEqual([one]);
    });
  });
});

describe('errors of tasks beat the cancellation of their parent', () => {
  const errors = five.map((each) => new ValueError(`${each}`));

  it('when they fail in their cleanup [test_taskgroups.TestTaskGroup.test_taskgroup_08]', () => {
    runVirtual(function* () {
      const parent = yield* cancelled(function* (group) {
        for (const error of errors) group.createTask(hang(() => failAfter(0, error)));
        yield* sleep(10);
      });
      const error = yield* endOf(parent, 1);
      expect((error as Error).message).toBe('unhandled errors in a TaskGroup (5 sub-exceptions)');
      expect(errorsOf(error)).toEqual(errors);
    });
  });

  it('of an inner group, too: they come out as a group in the group of the outer one [test_taskgroups.TestTaskGroup.test_taskgroup_11]', () => {
    runVirtual(function* () {
      const parent = yield* cancelled(() =>
        taskGroup(function* (inner) {
          for (const error of errors) inner.createTask(hang(() => failAfter(0, error)));
          yield* sleep(10);
        }),
      );
      const error = yield* endOf(parent, 1);
      expect((error as Error).message).toBe('unhandled errors in a TaskGroup (1 sub-exception)');
      expect(errorsOf(error)).toEqual([errors]);
    });
  });

  it('of an inner group, also when the outer one has a task of its own: that is cancelled, and adds nothing [test_taskgroups.TestTaskGroup.test_taskgroup_12]', () => {
    runVirtual(function* () {
      let own: Task<void> | undefined;
      const parent = yield* cancelled(function* (outer) {
        own = outer.createTask(hang());
        yield* taskGroup(function* (inner) {
          for (const error of errors) inner.createTask(hang(() => failAfter(0, error)));
          yield* sleep(10);
        });
      });
      expect(errorsOf(yield* endOf(parent, 1))).toEqual([errors]);
      expect(own?.cancelled()).toBe(true);
    });
  });

  /** A task fails at 3 seconds; the body, interrupted at 1, cleans up until 6 if it is let. */
  function* cleanUp(group: TaskGroup, log: string[]): Coroutine<void> {
    group.createTask(failAfter(3, one));
    yield* hang(function* () {
      const interruption = yield* failureOf(sleep(5));
      log.push(`cleanup got ${String(interruption)} at ${now()}, ${currentTask()?.cancelling()} in all`);
    });
  }
  const interrupted = ['cleanup got CancelledError at 3, 2 in all'];

  it('when one fails while the body still cleans up, which interrupts the cleanup [test_taskgroups.TestTaskGroup.test_taskgroup_15]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const parent = yield* cancelled((group) => cleanUp(group, log));
      expect(errorsOf(yield* endOf(parent, 3))).toEqual([one]);
      expect(log).toEqual(interrupted);
    });
  });

  it('when one fails while the body still cleans up, also for whoever awaits the parent and was cancelled itself [test_taskgroups.TestTaskGroup.test_taskgroup_16]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      let nested: Task<void> | undefined;
      function* outer(): Coroutine<void> {
        nested = createTask(taskGroup((group) => cleanUp(group, log)));
        yield* nested;
      }
      const runner = createTask(outer());
      yield* sleep(1);
      runner.cancel('stop');
      expect(errorsOf(yield* endOf(runner, 3))).toEqual([one]);
      expect(nested?.cancelling()).toBe(1);
      expect(log).toEqual(interrupted);
    });
  });

  it('that was asked for in the turn of the error: the count stays 1, and the next await is cancelled [test_taskgroups.TestTaskGroup.test_error_and_cancel]', () => {
    runVirtual(function* () {
      const ready = new Future<void>();
      const log: unknown[] = [];
      function* failSoon(): Coroutine<void> {
        ready.setResult();
        yield* sleep(0);
        throw one;
      }
      function* main(): Coroutine<void> {
        const error = yield* failureOf(
          taskGroup(function* (group) {
            group.createTask(failSoon());
            yield* sleep(1);
            log.push('never');
          }),
        );
        log.push(errorsOf(error), currentTask()?.cancelling());
        yield* sleep(1);
        log.push('never');
      }
      const parent = createTask(main());
      yield* ready;
      expect(parent.cancelling()).toBe(0);
      parent.cancel();
      expect(parent.cancelling()).toBe(1);
      expect(yield* endOf(parent, 0)).toEqual(new CancelledError());
      expect(log).toEqual([[one], 1]);
    });
  });
});
