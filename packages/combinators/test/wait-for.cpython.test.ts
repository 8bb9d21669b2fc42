/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_waitfor.py` pins down. The exception that a `TimeoutError` has there
 * as its context is its `cause` here.
 */
import {
  CancelledError,
  type Coroutine,
  createTask,
  Future,
  getRunningLoop,
  sleep,
  type Task,
  TimeoutError,
  ValueError,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { shield, wait, waitFor } from '../src/index.js';
import { now, sleeper } from './sleepers.js';

/** Works for so many seconds, whoever asks it to stop. */
function* stubborn(seconds: number, requests: unknown[]): Coroutine<string> {
  const end = now() + seconds;
  while (now() < end) {
    try {
      yield* sleep(end - now());
    } catch (error) {
      requests.push(error);
    }
  }
  return `finished at ${now()}`;
}

/** Sleeps for 10 s, and needs one more when it is cancelled. */
function* cleaner(log: string[]): Coroutine<void> {
  try {
    yield* sleep(10);
  } catch (error) {
    yield* sleep(1);
    log.push(`cleaned up at ${now()}`);
    throw error;
  }
}

const cancelled: unknown = expect.any(CancelledError);

describe('waitFor that is cancelled', () => {
  it('waits for the end of what ignores that, and takes its result [test_waitfor.AsyncioWaitForTest.test_asyncio_wait_for_cancelled]', () => {
    runVirtual(function* () {
      const requests: unknown[] = [];
      const task = createTask(waitFor(stubborn(2, requests), 4));
      yield* turns(1);
      task.cancel();
      yield* wait([task]);
      expect(requests).toEqual([cancelled]);
      expect(task.result()).toBe('finished at 2');
      expect([task.cancelling(), now()]).toEqual([1, 2]);
    });
  });

  /** Cancels a `waitFor` around a task before that has started to wait. */
  function* checkCancelled(timeout: number | null): Coroutine<void> {
    const task = createTask(hang());
    const waiter = createTask(waitFor(task, timeout));
    getRunningLoop().callSoon(() => waiter.cancel());
    expect(yield* failureOf(waiter)).toBeInstanceOf(CancelledError);
    expect([waiter.cancelled(), task.cancelled(), now()]).toEqual([true, true, 0]);
  }

  it('cancels the task that it waits for without limit [test_waitfor.AsyncioWaitForTest.test_cancel_blocking_wait_for]', () => {
    runVirtual(() => checkCancelled(null));
  });

  it('cancels the task that it waits for with a limit [test_waitfor.AsyncioWaitForTest.test_cancel_wait_for]', () => {
    runVirtual(() => checkCancelled(60));
  });

  // python/cpython#86296: the caller's cancellation was lost.
  it.each([
    ['and `waitFor` has returned', 0],
    ['but `waitFor` has not resumed', 1],
  ])(
    'throws although its task has finished, %s; the result is kept there [test_waitfor.AsyncioWaitForTest.test_wait_for_issue86296]',
    (_when, length) => {
      runVirtual(function* () {
        function* inner(): Coroutine<string> {
          yield* turns(length);
          return 'done';
        }
        const log: string[] = [];
        function* caller(task: Task<string>): Coroutine<void> {
          log.push(yield* waitFor(task, 100));
          yield* sleep(1);
          log.push('end');
        }
        const task = createTask(inner());
        const waiter = createTask(caller(task));
        yield* turns(length + 1);
        expect([task.done(), waiter.done()]).toEqual([true, false]);
        waiter.cancel();
        expect(yield* failureOf(waiter)).toBeInstanceOf(CancelledError);
        expect(task.result()).toBe('done');
        expect(log).toEqual(length === 0 ? ['done'] : []);
      });
    },
  );
});

describe('waitFor', () => {
  it('waits without limit with null [test_waitfor.AsyncioWaitForTest.test_wait_for_blocking]', () => {
    runVirtual(function* () {
      expect(yield* waitFor(sleep(1e6, 'done'), null)).toBe('done');
      expect(now()).toBe(1e6);
    });
  });

  it('gives the result that comes in time [test_waitfor.AsyncioWaitForTest.test_wait_for_race_condition]', () => {
    runVirtual(function* () {
      const future = new Future<string>();
      const waiting = waitFor(future, 0.2);
      getRunningLoop().callSoon(() => {
        future.setResult('ok');
      });
      expect([yield* waiting, now()]).toEqual(['ok', 0]);
    });
  });

  it('cancels a task that is not done in time, and throws a TimeoutError [test_waitfor.AsyncioWaitForTest.test_wait_for]', () => {
    runVirtual(function* () {
      let state = 'new';
      function* work(): Coroutine<void> {
        state = 'running';
        try {
          yield* sleep(300);
        } finally {
          state = 'over';
        }
      }
      const task = createTask(work());
      expect(yield* failureOf(waitFor(task, 0.1))).toBeInstanceOf(TimeoutError);
      expect([task.cancelled(), state, now()]).toEqual([true, 'over', 0.1]);
    });
  });

  it('returns when what it waits for has really finished, however long that resists [test_waitfor.AsyncioWaitForTest.test_asyncio_wait_for_timeout]', () => {
    runVirtual(function* () {
      const requests: unknown[] = [];
      expect(yield* waitFor(stubborn(2, requests), 1)).toBe('finished at 2');
      expect(requests).toEqual([cancelled]);
    });
  });

  it('throws after the cleanup of a task, with its CancelledError as the cause [test_waitfor.AsyncioWaitForTest.test_wait_for_waits_for_task_cancellation]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const error = yield* failureOf(waitFor(createTask(cleaner(log)), 1));
      expect(error).toEqual(new TimeoutError('', { cause: new CancelledError() }));
      expect(log).toEqual(['cleaned up at 2']);
    });
  });

  it('throws the error of a failing cleanup in place of a TimeoutError [test_waitfor.AsyncioWaitForTest.test_wait_for_reraises_exception_during_cancellation]', () => {
    runVirtual(function* () {
      const error = new ValueError('cleanup');
      const task = createTask(hang(() => failAfter(0, error)));
      expect(yield* failureOf(waitFor(task, 1))).toBe(error);
      expect(task.exception()).toBe(error);
    });
  });

  it('gives the result that a coroutine returns in place of stopping, after it [test_waitfor.AsyncioWaitForTest.test_wait_for_cancellation_race_condition]', () => {
    runVirtual(function* () {
      const caught: unknown[] = [];
      function* inner(): Coroutine<number> {
        caught.push(yield* failureOf(sleep(1)));
        return 1;
      }
      expect(yield* waitFor(inner(), 0.01)).toBe(1);
      expect([caught, now()]).toEqual([[cancelled], 0.01]);
    });
  });

  it('gives the result that a coroutine returns in place of stopping, from its handler [test_waitfor.AsyncioWaitForTest.test_wait_for_cancel_suppressed]', () => {
    runVirtual(function* () {
      function* inner(): Coroutine<number> {
        try {
          yield* sleep(10);
        } catch (error) {
          if (error instanceof CancelledError) return 42;
        }
        return 0;
      }
      expect(yield* waitFor(inner(), 0.1)).toBe(42);
      expect(now()).toBe(0.1);
    });
  });
});

describe('waitFor with a timeout of 0 or less', () => {
  it('gives the result of a future that is done, at once [test_waitfor.AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0_future_done]', () => {
    runVirtual(function* () {
      const future = new Future<string>();
      future.setResult('done');
      const log: string[] = [];
      getRunningLoop().callSoon(() => log.push('a turn later'));
      for (const timeout of [0, -1]) expect(yield* waitFor(future, timeout)).toBe('done');
      expect(log).toEqual([]);
    });
  });

  it('never starts a coroutine [test_waitfor.AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0_coroutine_do_not_started]', () => {
    runVirtual(function* () {
      let started = false;
      function* start(): Coroutine<void> {
        started = true;
      }
      for (const timeout of [0, -1]) {
        expect(yield* failureOf(waitFor(start(), timeout))).toBeInstanceOf(TimeoutError);
      }
      yield* turns(3);
      expect(started).toBe(false);
    });
  });

  it('cancels a task that runs, and waits for its end [test_waitfor.AsyncioWaitForTest.test_wait_for_timeout_less_then_0_or_0]', () => {
    runVirtual(function* () {
      for (const timeout of [0, -1]) {
        let state = 'new';
        const started = new Future<void>();
        function* work(): Coroutine<void> {
          state = 'running';
          started.setResult();
          try {
            yield* sleep(10);
          } finally {
            state = 'over';
          }
        }
        const task = createTask(work());
        yield* started;
        expect(yield* failureOf(waitFor(task, timeout))).toBeInstanceOf(TimeoutError);
        expect([task.cancelled(), state, now()]).toEqual([true, 'over', 0]);
      }
    });
  });

  it('throws after the cleanup of a task, with its CancelledError as the cause [test_waitfor.AsyncioWaitForTest.test_wait_for_waits_for_task_cancellation_w_timeout_0]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const task = createTask(cleaner(log));
      yield* sleep(1);
      const error = yield* failureOf(waitFor(task, 0));
      expect(error).toEqual(new TimeoutError('', { cause: new CancelledError() }));
      expect(log).toEqual(['cleaned up at 2']);
    });
  });
});

describe('waitFor around a shield', () => {
  it('cancels the shield alone when the timeout is 0 [test_waitfor.WaitForShieldTests.test_zero_timeout]', () => {
    runVirtual(function* () {
      const task = sleeper('done', 1);
      const shielded = shield(task);
      expect(yield* failureOf(waitFor(shielded, 0))).toBeInstanceOf(TimeoutError);
      expect([task.done(), task.cancelling(), shielded.cancelled()]).toEqual([false, 0, true]);
      expect([yield* task, now()]).toEqual(['done', 1]);
    });
  });

  it('waits for the result when there is no timeout [test_waitfor.WaitForShieldTests.test_none_timeout]', () => {
    runVirtual(function* () {
      const task = sleeper('done', 1);
      expect(yield* waitFor(shield(task), null)).toBe('done');
      expect([task.result(), now()]).toEqual(['done', 1]);
    });
  });

  it('leaves the task running when time is over [test_waitfor.WaitForShieldTests.test_shielded_timeout]', () => {
    runVirtual(function* () {
      const task = sleeper('done', 1);
      expect(yield* failureOf(waitFor(shield(task), 0.1))).toBeInstanceOf(TimeoutError);
      expect([task.done(), task.cancelling(), now()]).toEqual([false, 0, 0.1]);
      expect([yield* task, now()]).toEqual(['done', 1]);
    });
  });
});
