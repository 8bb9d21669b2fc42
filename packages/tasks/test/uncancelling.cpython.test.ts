/** What CPython 3.13's `test_tasks.py` pins down of `Task.cancelling` and `Task.uncancel`, in our words. */
import { getRunningLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  Future,
  sleep,
  type Task,
  TimeoutError,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

const isShownCancelling = (task: Task<unknown>): boolean => String(task).startsWith('<Task cancelling ');

describe('cancelling()', () => {
  it('counts the requests, and the text shows that there are some; each cancel() counts until it is done [test_tasks.BaseTaskTests.test_cancelling]', () => {
    runVirtual(function* () {
      const task = createTask(sleep(10));
      expect([task.cancelling(), isShownCancelling(task)]).toEqual([0, false]);
      expect([task.cancel(), task.cancelling(), isShownCancelling(task)]).toEqual([true, 1, true]);
      expect([task.cancel(), task.cancelling()]).toEqual([true, 2]);
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
    });
  });
});

describe('uncancel()', () => {
  it('lets a task that caught its cancellation go on, until the next one; done, it changes nothing [test_tasks.BaseTaskTests.test_uncancel_basic]', () => {
    runVirtual(function* () {
      const state = (): unknown[] => [task.cancelling(), task.cancelled(), isShownCancelling(task)];
      const task = createTask(
        (function* () {
          expect(yield* failureOf(sleep(10))).toBeInstanceOf(CancelledError);
          expect(currentTask()!.uncancel()).toBe(0);
          yield* sleep(10);
        })(),
      );
      yield* sleep(0.01);
      expect(task.cancel()).toBe(true);
      expect(state()).toEqual([1, false, true]);
      yield* sleep(0.01);
      expect(state()).toEqual([0, false, false]); // it sleeps again
      expect(task.cancel()).toBe(true);
      expect(state()).toEqual([1, false, true]);
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect([task.cancelled(), task.done()]).toEqual([true, true]);
      task.uncancel();
      expect([task.cancelled(), task.done()]).toEqual([true, true]);
    });
  });

  it('pairs with the cancel() of a time-out by hand, which converts at count 0, and only CancelledError [test_tasks.BaseTaskTests.test_uncancel_structured_blocks]', () => {
    /** What ended the block, and how many requests are left in the task after some further await. */
    function* program(seconds: number, block: () => Coroutine<string>): Coroutine<[string, number]> {
      let outcome: string;
      try {
        outcome = yield* withTimeout(seconds, block);
      } catch (error) {
        outcome = String(error);
      }
      yield* sleep(0); // outside of the block: not cancelled
      return [outcome, currentTask()!.cancelling()];
    }
    function* withTimeout<T>(seconds: number, block: () => Coroutine<T>): Coroutine<T> {
      const task = currentTask()!;
      let isOver = false as boolean;
      const timer = getRunningLoop().callLater(seconds, () => {
        isOver = true;
        task.cancel();
      });
      let thrown: unknown;
      try {
        return yield* block();
      } catch (error) {
        thrown = error;
        throw error;
      } finally {
        timer.cancel();
        // eslint-disable-next-line no-unsafe-finally -- the conversion that is tested; on a plain return, too, it counts down
        if (isOver && task.uncancel() === 0 && thrown instanceof CancelledError) throw new TimeoutError();
      }
    }
    function* finishes(): Coroutine<string> {
      yield* sleep(0);
      return 'finished';
    }
    function* isTooLong(): Coroutine<string> {
      yield* sleep(10);
      return expect.fail('slept through');
    }
    function* breaks(): Coroutine<string> {
      yield* failureOf(sleep(10));
      throw new TypeError('in cleanup');
    }
    function* swallows(): Coroutine<string> {
      yield* failureOf(sleep(10));
      return 'swallowed';
    }
    runVirtual(function* () {
      expect(yield* createTask(program(0.1, isTooLong))).toEqual(['TimeoutError', 0]);
      expect(yield* createTask(program(10, finishes))).toEqual(['finished', 0]);
      expect(yield* createTask(program(0.1, breaks))).toEqual(['TypeError: in cleanup', 0]);
      expect(yield* createTask(program(0.1, swallows))).toEqual(['swallowed', 0]);

      const cancelled = createTask(program(0.1, isTooLong)); // from outside as well, in the same moment
      getRunningLoop().callLater(0.1, () => cancelled.cancel());
      expect(yield* cancelled).toEqual(['CancelledError', 1]);
    });
  });

  it('drops a cancellation that has not arrived, of a task that was on its way already [test_tasks.BaseTaskTests.test_uncancel_resets_must_cancel]', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      const task = createTask(
        (function* () {
          yield* future;
          return 42;
        })(),
      );
      yield* sleep(0);
      future.setResult();
      expect([task.cancel(), task.cancelling(), task.uncancel(), task.cancelling()]).toEqual([true, 1, 0, 0]);
      expect(yield* task).toBe(42);
    });
  });
});
