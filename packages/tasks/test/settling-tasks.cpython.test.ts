/** What CPython 3.13's `test_tasks.py` pins down of who may settle a task: only itself. In our words. */
import { type ExceptionContext } from '@asyncio-ts/loop';
import { allTasks, createTask, Future, sleep, type Task } from '@asyncio-ts/tasks';
import { failureOf, runReporting, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { returns } from './small-coroutines.js';

describe('setResult and setException of a task', () => {
  it('are a RuntimeError, and do not disturb its run [test_tasks.BaseTaskTests.test_task_set_methods]', () => {
    runVirtual(function* () {
      const task = createTask(returns('its own'));
      for (const [name, settle] of [
        ['set_result', () => task.setResult('another')],
        ['set_exception', () => task.setException(new RangeError())],
      ] as const) {
        expect(thrownBy(settle)).toMatchObject({
          name: 'RuntimeError',
          message: expect.stringMatching(`^Task does not support ${name} operation\n`) as string,
        });
      }
      expect(yield* task).toBe('its own');
    });
  });
});

describe('a task that somebody settles all the same, as the base class allows', () => {
  /** The one report: that its next step came too late. */
  const late = (text: string): Partial<ExceptionContext>[] => [
    {
      message: 'Exception in callback of a task',
      exception: expect.objectContaining({
        name: 'InvalidStateError',
        message: expect.stringContaining(`step(): already done: <Task finished name='it' `) as string,
      }) as unknown,
      task: expect.toSatisfy((task: object) => String(task).includes(text)) as object,
    },
  ];

  it('has that result; its coroutine is given up, which is reported [test_tasks.SetMethodsTest.test_set_result_causes_invalid_state]', () => {
    const { result, reported } = runReporting(function* () {
      const task = createTask(sleep(0.1), { name: 'it' }) as Task<unknown>;
      Future.prototype.setResult.call(task, 'spam');
      const got = yield* task;
      yield* sleep(1);
      return [got, task.result(), allTasks().has(task)];
    });
    expect(result).toEqual(['spam', 'spam', false]);
    expect(reported).toEqual(late('result="spam"'));
  });

  it('has that error; its coroutine is given up, which is reported [test_tasks.SetMethodsTest.test_set_exception_causes_invalid_state]', () => {
    class Mine extends TypeError {}
    const { result, reported } = runReporting(function* () {
      const task = createTask(sleep(0.1), { name: 'it' }) as Task<unknown>;
      Future.prototype.setException.call(task, new Mine('spam'));
      const error = yield* failureOf(task);
      yield* sleep(1);
      return [error instanceof Mine, task.exception() === error, allTasks().has(task)];
    });
    expect(result).toEqual([true, true, false]);
    expect(reported).toEqual(late('exception=TypeError("spam")'));
  });
});
