/**
 * What CPython 3.13's `test_tasks.py` pins down of the message of `Task.cancel`, and of the CancelledError that brings
 * it, in our words. Not here: writing another message onto the task behind its back.
 */
import { getRunningLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  Future,
  sleep,
  type Task,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { awaits, returns } from './small-coroutines.js';

describe('the message of cancel()', () => {
  it('reaches whoever awaits the task, and is not there before [test_tasks.BaseTaskTests.test_task_cancel_message_getter]', () => {
    runVirtual(function* () {
      const task = createTask(returns(1));
      expect(task._makeCancelledError().message).toBe('');
      task.cancel('my message');
      expect(task._makeCancelledError().message).toBe('my message');
      expect(yield* failureOf(task)).toEqual(new CancelledError('my message'));
    });
  });

  describe.each([
    [[], ''],
    [[undefined], ''],
    [['my message'], 'my message'],
    [[5 as never], '5'], // Python keeps the number; the message of a JavaScript error is a string
  ] as [[string?], string][])('given as cancel(...%j)', (args, message) => {
    function* cancelled(): Coroutine<Task<unknown>> {
      const task = createTask(sleep(10));
      yield* sleep(0);
      task.cancel(...args);
      yield* turns(3);
      return task;
    }

    it('is in what result() throws, which has no cause [test_tasks.BaseTaskTests.test_cancel_with_message_then_future_result]', () => {
      runVirtual(function* () {
        const task = yield* cancelled();
        const error = thrownBy(() => task.result()) as CancelledError;
        expect(error).toBeInstanceOf(CancelledError);
        expect([error.message, error.cause]).toEqual([message, undefined]);
      });
    });

    it('is in what exception() throws, which has no cause [test_tasks.BaseTaskTests.test_cancel_with_message_then_future_exception]', () => {
      runVirtual(function* () {
        const task = yield* cancelled();
        const error = thrownBy(() => task.exception()) as CancelledError;
        expect(error).toBeInstanceOf(CancelledError);
        expect([error.message, error.cause]).toEqual([message, undefined]);
      });
    });
  });

  it('arrives also if the task never started, and then never does [test_tasks.BaseTaskTests.test_cancel_with_message_before_starting_task]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const task = createTask(
        (function* () {
          log.push('started');
          yield* sleep(10);
        })(),
      );
      task.cancel('my message');
      yield* turns(2);
      const error = thrownBy(() => task.exception()) as CancelledError;
      expect(error).toEqual(new CancelledError('my message'));
      expect([error.cause, log]).toEqual([undefined, []]);
    });
  });
});

describe('the CancelledError', () => {
  it('stays reachable as the cause of an error that was made of it [test_tasks.BaseTaskTests.test_cancellation_exception_context]', () => {
    runVirtual(function* () {
      const started = new Future<void>();
      function* sleeps(): Coroutine<void> {
        started.setResult();
        yield* sleep(10);
      }
      function* converts(): Coroutine<void> {
        const inner = createTask(sleeps());
        yield* started;
        getRunningLoop().callSoon(() => inner.cancel('msg'));
        try {
          yield* inner;
        } catch (error) {
          if (error instanceof CancelledError) throw new RangeError('cancelled', { cause: error });
        }
      }
      const error = (yield* failureOf(createTask(converts()))) as RangeError & { cause: CancelledError };
      expect(error).toBeInstanceOf(RangeError);
      expect(error.message).toBe('cancelled');
      expect(error.cause).toEqual(new CancelledError('msg'));
      expect(error.cause.cause).toBeUndefined();
    });
  });

  // Differs from CPython: only debug mode pays for the stacks of cancellations.
  const DEBUG = { debug: true };

  // A stack here begins at the innermost call: a future's is that of the coroutine that awaits it, a sleep's its own.
  const nested = coroutine(function* nested() {
    yield* new Future<void>(); // where it is cancelled
  });

  it('that awaiting throws has the line that was interrupted in its stack; CPython adds the awaiting one, ours is in getStack() [test_tasks.BaseTaskTests.test_cancel_traceback_for_future_result]', () => {
    runVirtual(function* () {
      const task = createTask(nested());
      yield* sleep(0);
      const waiting = createTask(coroutine(awaits)(task));
      yield* sleep(0);
      expect(waiting.getStack()).toEqual(['awaits']);
      task.cancel();
      const { stack } = (yield* failureOf(waiting)) as Error;
      expect(stack).toMatch(/\bnested\b.*cancel-messages\.cpython\.test/);
      expect(stack).not.toMatch(/\bawaits\b/);
    }, DEBUG);
  });

  it('that exception() throws has the line that was interrupted in its stack [test_tasks.BaseTaskTests.test_cancel_traceback_for_future_exception]', () => {
    runVirtual(function* () {
      const task = createTask(nested());
      yield* sleep(0);
      task.cancel();
      yield* turns(3);
      const { stack } = thrownBy(() => task.exception()) as Error;
      expect(stack).toMatch(/\bnested\b.*cancel-messages\.cpython\.test/);
    }, DEBUG);
  });
});
