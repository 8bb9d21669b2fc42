/** `TaskGroup.cancel`, which CPython has since 3.15; and the bugs that it had there at first. */
import {
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  getRunningLoop,
  RuntimeError,
  sleep,
  type Task,
  TimeoutError,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, now, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { type ExceptionGroup, TaskGroup, taskGroup, timeout } from '../src/index.js';

const one = new ValueError('one');

/** The parent goes on as if nothing had happened. */
function* expectUntouched(): Coroutine<void> {
  expect(currentTask()?.cancelling()).toBe(0);
  yield* sleep(0);
}

describe('TaskGroup.cancel', () => {
  it('from the body cancels the tasks, interrupts the body at its next await, and leaves the block quietly', () => {
    runVirtual(function* () {
      const log: string[] = [];
      let task: Task<void> | undefined;
      const result = yield* taskGroup(function* (group) {
        task = group.createTask(hang());
        yield* sleep(1);
        group.cancel();
        log.push('goes on');
        yield* sleep(1);
        log.push('never');
      });
      expect(result).toBeUndefined();
      expect(task?.cancelled()).toBe(true);
      expect(log).toEqual(['goes on']);
      expect(now()).toBe(1);
      yield* expectUntouched();
    });
  });

  it('just before the body returns leaves it its result', () => {
    runVirtual(function* () {
      for (const spawn of [true, false]) {
        const result = yield* taskGroup(function* (group) {
          if (spawn) group.createTask(hang());
          yield* sleep(1);
          group.cancel();
          return 'winner';
        });
        expect(result).toBe('winner');
        yield* expectUntouched();
      }
    });
  });

  it('from a task of the group', () => {
    runVirtual(function* () {
      for (const atEnd of [true, false]) {
        const log: string[] = [];
        const start = now();
        yield* taskGroup(function* (group) {
          function* finder(): Coroutine<void> {
            yield* sleep(1);
            group.cancel();
            yield* sleep(0);
            log.push('never');
          }
          group.createTask(hang());
          group.createTask(finder());
          if (!atEnd) yield* sleep(10);
        });
        expect(now() - start).toBe(1);
        expect(log).toEqual([]);
        yield* expectUntouched();
      }
    });
  });

  it('from outside, in the body and while it waits at the end', () => {
    runVirtual(function* () {
      for (const atEnd of [true, false]) {
        const group = new TaskGroup();
        const parent = createTask(
          withAsync(group, function* () {
            group.createTask(hang());
            if (!atEnd) yield* hang();
          }),
        );
        yield* sleep(1);
        group.cancel();
        yield* parent;
        expect(parent.cancelled()).toBe(false);
      }
    });
  });

  it('before the block is entered cancels the body at its first await', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      group.cancel();
      const log: string[] = [];
      yield* withAsync(group, function* () {
        log.push('body');
        expect(() => group.createTask(hang())).toThrow(RuntimeError);
        yield* sleep(0);
        log.push('never');
      });
      expect(log).toEqual(['body']);
      yield* expectUntouched();
    });
  });

  it('again, or after the block, does nothing', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      yield* withAsync(group, function* () {
        group.createTask(hang(() => sleep(1)));
        yield* sleep(1);
        group.cancel();
        group.cancel();
      });
      group.cancel();
      expect(now()).toBe(2);
      yield* expectUntouched();
    });
  });

  it('after the last task has ended, in the turn before the parent resumes, does nothing', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      const parent = createTask(
        withAsync(group, function* () {
          group.createTask(sleep(1));
        }),
      );
      yield* sleep(1);
      yield* sleep(0);
      yield* sleep(0);
      expect(parent.done()).toBe(false);
      group.cancel();
      yield* parent;
      expect(parent.cancelling()).toBe(0);
    });
  });

  it('refuses new tasks from then on', () => {
    runVirtual(function* () {
      yield* taskGroup(function* (group) {
        group.createTask(hang());
        group.cancel();
        expect(() => group.createTask(hang())).toThrow(/ is shutting down\n/);
      });
    });
  });

  it('waits for the cleanup of the tasks', () => {
    runVirtual(function* () {
      yield* taskGroup(function* (group) {
        group.createTask(hang(() => sleep(5)));
        yield* sleep(1);
        group.cancel();
      });
      expect(now()).toBe(6);
    });
  });

  it('lets errors in a cleanup out, those of tasks and of the body', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(hang(() => failAfter(1, one)));
          yield* sleep(1);
          group.cancel();
          yield* hang(() => failAfter(0, 'body'));
        }),
      );
      expect((error as ExceptionGroup).errors).toEqual([one, 'body']);
      yield* expectUntouched();
    });
  });

  it('after a task has failed changes nothing', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        taskGroup(function* (group) {
          group.createTask(failAfter(1, one));
          yield* failureOf(sleep(10));
          group.cancel();
        }),
      );
      expect((error as ExceptionGroup).errors).toEqual([one]);
      yield* expectUntouched();
    });
  });

  it('ends the inner group only', () => {
    runVirtual(function* () {
      const log: string[] = [];
      yield* taskGroup(function* (outer) {
        const other = outer.createTask(sleep(3, 'other'));
        yield* taskGroup(function* (inner) {
          inner.createTask(hang());
          yield* sleep(1);
          inner.cancel();
          yield* sleep(1);
        });
        log.push(`inner left at ${now()}`);
        log.push(yield* other);
      });
      expect(log).toEqual(['inner left at 1', 'other']);
    });
  });

  it('of the outer group ends the inner one, too', () => {
    runVirtual(function* () {
      const log: string[] = [];
      yield* taskGroup(function* (outer) {
        yield* taskGroup(function* (inner) {
          inner.createTask(hang());
          outer.cancel();
        });
        log.push('never');
        yield* sleep(1);
      });
      yield* taskGroup(function* (outer) {
        yield* taskGroup(function* (inner) {
          inner.cancel();
          outer.cancel();
          yield* sleep(1);
          log.push('never');
        });
        log.push('never');
      });
      expect(log).toEqual([]);
      yield* expectUntouched();
    });
  });

  it('leaves the block quietly in a task that has caught a cancellation before', () => {
    runVirtual(function* () {
      function* main(): Coroutine<string> {
        yield* failureOf(hang());
        expect(currentTask()?.cancelling()).toBe(1);
        yield* taskGroup(function* (group) {
          group.createTask(hang());
          yield* sleep(1);
          group.cancel();
          yield* sleep(1);
        });
        expect(currentTask()?.cancelling()).toBe(1);
        return yield* sleep(0, 'cleaned up');
      }
      const task = createTask(main());
      yield* sleep(1);
      task.cancel();
      expect(yield* task).toBe('cleaned up');
    });
  });
});

describe('TaskGroup.cancel and cancellations from outside', () => {
  // python/cpython#155433
  it('an outer timeout that passes while tasks clean up still throws TimeoutError', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        timeout(0.5, () =>
          taskGroup(function* (group) {
            group.createTask(hang(() => sleep(1)));
            yield* sleep(0.1);
            group.cancel();
          }),
        ),
      );
      expect(error).toBeInstanceOf(TimeoutError);
      expect(now()).toBe(1.1);
      yield* expectUntouched();
    });
  });

  it('an outer timeout in the same turn still throws TimeoutError', () => {
    runVirtual(function* () {
      for (const groupFirst of [true, false]) {
        const error = yield* failureOf(
          timeout(2, () =>
            taskGroup(function* (group) {
              const cancel = (): void => {
                group.cancel();
              };
              if (groupFirst) getRunningLoop().callAt(now() + 1.5, cancel);
              else getRunningLoop().callAt(now() + 2, cancel);
              yield* hang(groupFirst ? () => sleep(1) : undefined);
            }),
          ),
        );
        expect(error).toBeInstanceOf(TimeoutError);
        yield* expectUntouched();
      }
    });
  });

  it('a cancellation while it waits comes out of the block, with its message', () => {
    runVirtual(function* () {
      for (const suspended of [true, false]) {
        const parent = createTask(
          taskGroup(function* (group) {
            group.createTask(hang(() => sleep(2)));
            yield* sleep(1);
            group.cancel();
            if (suspended) yield* sleep(1);
          }),
        );
        yield* sleep(2);
        parent.cancel('message');
        expect(yield* failureOf(parent)).toEqual(new CancelledError('message'));
        expect(parent.cancelled()).toBe(true);
      }
    });
  });

  it('a cancellation that has not arrived when the block is left arrives at the next await', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      function* main(): Coroutine<void> {
        yield* taskGroup(function* (group) {
          yield* sleep(1);
          group.cancel();
          currentTask()?.cancel('outside');
        });
        log.push(currentTask()?.cancelling());
        yield* sleep(1);
        log.push('never');
      }
      const task = createTask(main());
      expect(yield* failureOf(task)).toEqual(new CancelledError('outside'));
      expect(log).toEqual([1]);
    });
  });

  it('a cancellation that came first is the one that comes out', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      const parent = createTask(
        withAsync(group, function* () {
          group.createTask(hang(() => sleep(2)));
        }),
      );
      yield* sleep(1);
      parent.cancel('first');
      yield* sleep(1);
      group.cancel();
      expect(yield* failureOf(parent)).toEqual(new CancelledError('first'));
    });
  });

  it('errors of tasks beat both, and the outside cancellation arrives at the next await', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      function* main(): Coroutine<void> {
        const error = yield* failureOf(
          taskGroup(function* (group) {
            group.createTask(hang(() => failAfter(2, one)));
            yield* sleep(1);
            group.cancel();
          }),
        );
        log.push((error as ExceptionGroup).errors, currentTask()?.cancelling());
        yield* sleep(0);
      }
      const parent = createTask(main());
      yield* sleep(2);
      parent.cancel();
      yield* failureOf(parent);
      expect(parent.cancelled()).toBe(true);
      expect(log).toEqual([[one], 1]);
    });
  });
});

describe('TaskGroup.cancel from a task that is started eagerly', () => {
  // python/cpython#155418: the group did not know the task yet, and waited for it for ever.
  it('cancels that task, too', () => {
    for (const eager of [true, false]) {
      runVirtual(
        function* () {
          const log: string[] = [];
          let task: Task<void> | undefined;
          yield* taskGroup(function* (group) {
            function* child(): Coroutine<void> {
              group.cancel();
              log.push('cancelled');
              yield* hang();
              log.push('never');
            }
            task = group.createTask(child(), { eagerStart: eager });
          });
          expect(task?.cancelled()).toBe(true);
          expect(log).toEqual(['cancelled']);
          yield* expectUntouched();
        },
        { eager },
      );
    }
  });

  it('leaves a task alone that is done by then', () => {
    runVirtual(function* () {
      let task: Task<number> | undefined;
      yield* taskGroup(function* (group) {
        function* child(): Coroutine<number> {
          group.cancel();
          return 7;
        }
        task = group.createTask(child(), { eagerStart: true });
        yield* sleep(1);
      });
      expect(task?.result()).toBe(7);
      expect(now()).toBe(0);
    });
  });
});

describe('a body that fails after the group was cancelled, in a task that is cancelled as well', () => {
  it('fails with its own error first, and is cancelled at the next await', () => {
    runVirtual(function* () {
      const parent = createTask(
        (function* (): Coroutine<void> {
          const error = yield* failureOf(
            taskGroup(function* (group) {
              group.createTask(hang());
              yield* sleep(0);
              group.cancel();
              currentTask()!.cancel(); // as somebody outside would
              throw one;
            }),
          );
          expect((error as ExceptionGroup).errors).toEqual([one]);
          yield* sleep(0);
        })(),
      );
      expect(yield* failureOf(parent)).toBeInstanceOf(CancelledError);
    });
  });
});
