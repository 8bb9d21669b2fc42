/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_timeouts.py` pins down of what one timeout does to its body. Nested
 * ones, cancellations from elsewhere and task groups are in timeout-cancellation.cpython.test.ts; `reschedule`, entering
 * and the text of a timeout in timeout-scope.cpython.test.ts.
 *
 * What CPython chains to errors through `__context__` is not there: JavaScript has `cause` alone.
 */
import {
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  sleep,
  TimeoutError,
  ValueError,
  withAsync,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, now, runVirtual, turnLog } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { type Timeout, timeout, timeoutAt } from '../src/index.js';

/** What `scope` throws around `body`; and that its task is left as it was. */
function* failureIn(scope: Timeout, body: () => Yieldable<unknown>): Coroutine {
  const error = yield* failureOf(withAsync(scope, body));
  expect(currentTask()?.cancelling()).toBe(0);
  return error;
}

describe('a timeout whose time is over', () => {
  it('throws TimeoutError [test_timeouts.TimeoutTests.test_timeout_basic]', () => {
    runVirtual(function* () {
      const scope = timeout(0.01);
      const error = yield* failureIn(scope, () => sleep(10));
      expect(error).toBeInstanceOf(TimeoutError);
      expect((error as TimeoutError).message).toBe('');
      expect([scope.expired(), scope.when()]).toEqual([true, 0.01]);
      expect(now()).toBe(0.01);
    });
  });

  it('at a time on the clock of the loop throws TimeoutError then, and still tells that time [test_timeouts.TimeoutTests.test_timeout_at_basic]', () => {
    runVirtual(function* () {
      yield* sleep(5);
      const scope = timeoutAt(7);
      expect(yield* failureIn(scope, () => sleep(10))).toBeInstanceOf(TimeoutError);
      expect(scope.expired()).toBe(true);
      expect(scope.when()).toBe(7);
      expect(now()).toBe(7);
    });
  });

  it('shows itself to its body as a CancelledError, which may clean up and throw it on [test_timeouts.TimeoutTests.test_waiter_cancelled]', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      const error = yield* failureOf(
        timeout(1, function* () {
          try {
            yield* sleep(10);
          } catch (thrown) {
            yield* sleep(2);
            log.push(thrown);
            throw thrown;
          }
        }),
      );
      expect(error).toBeInstanceOf(TimeoutError);
      expect(log).toEqual([new CancelledError()]);
      expect(now()).toBe(3);
    });
  });

  /** Begins at 20 seconds. The timer's callback runs in turn 1; a `sleep(10)` that it cancels wakes its task in turn 2. */
  function* expectFiring(delay: number, seconds: number, interrupted: string): Coroutine<void> {
    yield* sleep(20);
    const { lines, log } = turnLog();
    const scope = timeout(delay);
    const error = yield* failureIn(scope, function* () {
      try {
        yield* sleep(seconds);
      } finally {
        log('interrupted');
      }
    });
    expect(error).toBeInstanceOf(TimeoutError);
    expect([scope.expired(), scope.when()]).toEqual([true, 20 + delay]);
    expect(lines).toEqual([interrupted]);
    expect(now()).toBe(20);
  }

  it('with a delay of 0 fires in the next turn [test_timeouts.TimeoutTests.test_timeout_zero]', () => {
    runVirtual(() => expectFiring(0, 10, '2 interrupted'));
  });

  it('with a delay of 0 interrupts a sleep(0), too [test_timeouts.TimeoutTests.test_timeout_zero_sleep_zero]', () => {
    runVirtual(() => expectFiring(0, 0, '1 interrupted'));
  });

  it('before it began does as with 0, and still tells the past time [test_timeouts.TimeoutTests.test_timeout_in_the_past_sleep_zero]', () => {
    runVirtual(() => expectFiring(-11, 0, '1 interrupted'));
  });

  it('leaves a task that catches the TimeoutError to finish, not cancelled [test_timeouts.TimeoutTests.test_outer_task_is_not_cancelled]', () => {
    runVirtual(function* () {
      function* outer(): Coroutine<string> {
        expect(yield* failureOf(timeout(1, () => sleep(10)))).toBeInstanceOf(TimeoutError);
        return yield* sleep(1, 'finished');
      }
      const task = createTask(outer());
      expect(yield* task).toBe('finished');
      expect([task.done(), task.cancelled(), task.cancelling()]).toEqual([true, false, 0]);
    });
  });
});

describe('a timeout that does not fire', () => {
  it('leaves no trace [test_timeouts.TimeoutTests.test_timeout_not_called]', () => {
    runVirtual(function* () {
      const scope = timeout(10);
      const result = yield* withAsync(scope, () => sleep(1, 'in time'));
      expect(result).toBe('in time');
      expect([scope.expired(), scope.when()]).toEqual([false, 10]);
      yield* sleep(20); // no timer is left
      expect(scope.expired()).toBe(false);
    });
  });

  function* expectNoLimit(make: (none: null | undefined) => Timeout): Coroutine<void> {
    for (const none of [null, undefined]) {
      const scope = make(none);
      expect(yield* withAsync(scope, () => sleep(1000, 'in time'))).toBe('in time');
      expect(scope.expired()).toBe(false);
      expect(scope.when()).toBeUndefined();
    }
  }

  it('is one without a delay: null or undefined [test_timeouts.TimeoutTests.test_timeout_disabled]', () => {
    runVirtual(() => expectNoLimit(timeout));
  });

  it('is one without a deadline: null or undefined [test_timeouts.TimeoutTests.test_timeout_at_disabled]', () => {
    runVirtual(() => expectNoLimit(timeoutAt));
  });
});

describe('errors of the body', () => {
  const foreign = new ValueError('foreign');

  it('pass as they are before the deadline [test_timeouts.TimeoutTests.test_foreign_exception_passed]', () => {
    runVirtual(function* () {
      const scope = timeout(2);
      expect(yield* failureIn(scope, () => failAfter(1, foreign))).toBe(foreign);
      expect(scope.expired()).toBe(false);
    });
  });

  it('pass as they are when the cleanup throws them; no TimeoutError is attached [test_timeouts.TimeoutTests.test_foreign_exception_on_timeout]', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      expect(yield* failureIn(scope, () => hang(() => failAfter(1, foreign)))).toBe(foreign);
      expect(foreign).not.toHaveProperty('cause');
      expect(scope.expired()).toBe(true);
      expect(now()).toBe(2);
    });
  });

  it('pass as they are when several cleanups throw: the last one comes out [test_timeouts.TimeoutTests.test_foreign_exception_on_timeout_2]', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      const scope = timeout(1);
      function* body(): Coroutine<void> {
        try {
          try {
            throw new ValueError('before');
          } finally {
            log.push(yield* failureOf(sleep(10)));
            yield* failAfter(0, new ValueError('first cleanup'));
          }
        } finally {
          yield* failAfter(0, foreign);
        }
      }
      expect(yield* failureIn(scope, body)).toBe(foreign);
      expect(log).toEqual([new CancelledError()]);
      expect(foreign).not.toHaveProperty('cause');
      expect(scope.expired()).toBe(true);
    });
  });

  it('are not the cause of a TimeoutError: that is the CancelledError, even while another error is handled [test_timeouts.TimeoutTests.test_timeout_exception_context]', () => {
    runVirtual(function* () {
      let caught: unknown;
      function* catchIt(): Coroutine<void> {
        try {
          yield* sleep(10);
        } catch (error) {
          caught = error;
          throw error;
        }
      }
      function* body(): Coroutine<void> {
        try {
          throw foreign;
        } finally {
          yield* catchIt();
        }
      }
      const error = yield* failureIn(timeout(1), body);
      expect(error).toBeInstanceOf(TimeoutError);
      expect(caught).toEqual(new CancelledError());
      expect((error as TimeoutError).cause).toBe(caught);
      expect(caught).not.toHaveProperty('cause');
    });
  });
});
