/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_taskgroups.py` pins down of groups in groups in which a task fails. When
 * the parent is cancelled from outside is in task-group-cancellation.cpython.test.ts.
 */
import { CancelledError, currentTask, sleep, type Task, ValueError } from '@asyncio-ts/tasks';
import { failAfter, failureOf, now, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { taskGroup } from '../src/index.js';
import { errorsOf } from './errors-of.js';

const one = new ValueError('one');
const two = new TypeError('two');

describe('nested groups', () => {
  it('an error of the outer one cancels the inner one, which adds nothing [test_taskgroups.TestTaskGroup.test_taskgroup_13]', () => {
    runVirtual(function* () {
      let innerError: unknown;
      let other: Task<never> | undefined;
      const error = yield* failureOf(
        taskGroup(function* (outer) {
          outer.createTask(failAfter(1, one));
          innerError = yield* failureOf(
            taskGroup(function* (inner) {
              other = inner.createTask(failAfter(10, two));
            }),
          );
          expect(currentTask()?.cancelling()).toBe(1);
          throw innerError;
        }),
      );
      expect(innerError).toEqual(new CancelledError());
      expect(errorsOf(error)).toEqual([one]);
      expect(other?.cancelled()).toBe(true);
      expect(now()).toBe(1);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it('an error of the inner one comes out as a group in the group of the outer one, whose tasks are cancelled [test_taskgroups.TestTaskGroup.test_taskgroup_14]', () => {
    runVirtual(function* () {
      let other: Task<never> | undefined;
      const error = yield* failureOf(
        taskGroup(function* (outer) {
          other = outer.createTask(failAfter(10, two));
          yield* taskGroup(function* (inner) {
            inner.createTask(failAfter(1, one));
          });
        }),
      );
      expect((error as Error).message).toBe('unhandled errors in a TaskGroup (1 sub-exception)');
      expect(errorsOf(error)).toEqual([[one]]);
      expect(other?.cancelled()).toBe(true);
      expect(now()).toBe(1);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  // CPython's test never comes to its check of the 1, for the outer group throws before. python/cpython#116720: the
  // inner group swallowed the cancellation that the outer one had asked for.
  it.each(['in its body', 'at its end'])(
    'failing in one turn, the inner %s: it throws its error with the count still 1, the outer interrupts what follows [test_taskgroups.TestTaskGroup.test_nested_groups_both_cancelled]',
    (where) => {
      runVirtual(function* () {
        const log: unknown[] = [];
        const error = yield* failureOf(
          taskGroup(function* (outer) {
            try {
              yield* taskGroup(function* (inner) {
                inner.createTask(failAfter(1, one));
                outer.createTask(failAfter(1, two));
                if (where === 'in its body') yield* sleep(10);
              });
            } catch (thrown) {
              log.push(errorsOf(thrown), currentTask()?.cancelling());
            }
            yield* sleep(10);
            log.push('never');
          }),
        );
        expect(log).toEqual([[one], 1]);
        expect(errorsOf(error)).toEqual([two]);
        expect(now()).toBe(1);
        expect(currentTask()?.cancelling()).toBe(0);
      });
    },
  );
});
