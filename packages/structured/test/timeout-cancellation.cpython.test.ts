/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_timeouts.py` pins down of several timeouts, of timeouts in tasks that
 * somebody else cancels, and of those around task groups. A timeout alone is in timeout.cpython.test.ts.
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
import { failAfter, failureOf, hang, now, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { ExceptionGroup, taskGroup, type Timeout, timeout, timeoutAt } from '../src/index.js';
import { errorsOf } from './errors-of.js';
import { runBlocking } from './run-blocking.js';

function cancelling(): number | undefined {
  return currentTask()?.cancelling();
}

/** Runs `body` in `inner` in `outer`. `passed` is what comes out of the inner one, and the count then. */
function* nest(outer: Timeout, inner: Timeout, body: () => Yieldable<unknown>) {
  let passed: unknown;
  const error = yield* failureOf(
    withAsync(outer, function* () {
      const thrown = yield* failureOf(withAsync(inner, body));
      passed = [String(thrown), cancelling()];
      throw thrown;
    }),
  );
  expect(error).toBeInstanceOf(TimeoutError);
  expect(cancelling()).toBe(0);
  return { passed, expired: [outer.expired(), inner.expired()], at: now() };
}

describe('nested timeouts', () => {
  it('with the same deadline: the inner passes CancelledError on, only the outer makes a TimeoutError of it [test_timeouts.TimeoutTests.test_nested_timeouts]', () => {
    runVirtual(function* () {
      expect(yield* nest(timeoutAt(1), timeoutAt(1), () => sleep(10))).toEqual({
        passed: ['CancelledError', 1],
        expired: [true, true],
        at: 1,
      });
    });
  });

  it('of which only the outer passes while the loop is kept busy: the inner has no part in it [test_timeouts.TimeoutTests.test_nested_timeouts_concurrent]', async () => {
    await runBlocking(function* (block) {
      const busy = function* (): Coroutine<void> {
        block(1);
        yield* sleep(10);
      };
      expect(yield* nest(timeout(0.25), timeout(5), busy)).toEqual({
        passed: ['CancelledError', 1],
        expired: [true, false],
        at: 1,
      });
    });
  });

  it('that both pass while the loop is kept busy cancel the task twice: the outer throws TimeoutError [test_timeouts.TimeoutTests.test_nested_timeouts_loop_busy]', async () => {
    await runBlocking(function* (block) {
      const counts: unknown[] = [];
      const busy = function* (): Coroutine<void> {
        block(1);
        yield* hang(function* () {
          counts.push(cancelling());
        });
      };
      expect(yield* nest(timeout(1), timeout(0.5), busy)).toEqual({
        passed: ['CancelledError', 1],
        expired: [true, true],
        at: 1,
      });
      expect(counts).toEqual([2]);
    });
  });

  it('one in the cleanup after the other: each throws its own TimeoutError with its own cause [test_timeouts.TimeoutTests.test_nested_timeout_in_finally]', () => {
    runVirtual(function* () {
      let inner: unknown;
      const outer = yield* failureOf(
        timeout(1, () =>
          hang(function* () {
            inner = yield* failureOf(timeout(1, () => sleep(10)));
            expect([now(), cancelling()]).toEqual([2, 1]); // the outer one still has to answer
          }),
        ),
      );
      for (const error of [outer, inner]) {
        expect(error).toBeInstanceOf(TimeoutError);
        expect((error as TimeoutError).cause).toEqual(new CancelledError());
        expect((error as TimeoutError).cause).not.toHaveProperty('cause');
      }
      expect((outer as TimeoutError).cause).not.toBe((inner as TimeoutError).cause);
      expect([now(), cancelling()]).toEqual([2, 0]);
    });
  });
});

describe('a timeout in a task that is cancelled from elsewhere', () => {
  it('before its deadline passes the CancelledError on, and has not expired [test_timeouts.TimeoutTests.test_foreign_cancel_doesnt_timeout_if_not_expired]', () => {
    runVirtual(function* () {
      const scope = timeout(10);
      const task = createTask(
        withAsync(scope, function* () {
          currentTask()?.cancel('elsewhere');
          yield* sleep(10);
        }),
      );
      expect(yield* failureOf(task)).toEqual(new CancelledError('elsewhere'));
      expect([task.cancelled(), task.cancelling()]).toEqual([true, 1]);
      expect(scope.expired()).toBe(false);
      expect(now()).toBe(0);
    });
  });

  /** Runs `main` in a task that has caught a cancellation without taking it back: its count is 1. */
  function* afterCancellation(main: () => Coroutine<void>): Coroutine<void> {
    function* cleanUp(): Coroutine<void> {
      currentTask()?.cancel();
      yield* failureOf(sleep(1));
      expect(cancelling()).toBe(1);
      yield* main();
    }
    yield* createTask(cleanUp());
  }

  it('and has caught that works, for it compares with the count at entry [test_timeouts.TimeoutTests.test_timeout_after_cancellation]', () => {
    runVirtual(() =>
      afterCancellation(function* () {
        expect(yield* failureOf(timeout(0, () => sleep(1)))).toBeInstanceOf(TimeoutError);
        expect([now(), cancelling()]).toEqual([0, 1]);
      }),
    );
  });

  it('and has caught that passes the next CancelledError on [test_timeouts.TimeoutTests.test_cancel_in_timeout_after_cancellation]', () => {
    runVirtual(() =>
      afterCancellation(function* () {
        const scope = timeout(1);
        const error = yield* failureOf(
          withAsync(scope, function* () {
            currentTask()?.cancel('again');
            yield* sleep(2);
          }),
        );
        expect(error).toEqual(new CancelledError('again'));
        expect(scope.expired()).toBe(false);
        expect([now(), cancelling()]).toEqual([0, 2]);
      }),
    );
  });
});

describe('a timeout around a task group', () => {
  it('lets the errors of a failing cleanup out in place of TimeoutError, as they are [test_timeouts.TimeoutTests.test_timeout_taskgroup]', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      const crash = new ValueError('crash in cleanup');
      const error = yield* failureOf(
        withAsync(scope, () =>
          taskGroup(function* (group) {
            group.createTask(hang(() => failAfter(1, crash)));
            try {
              throw new ValueError('not handled, for the cancellation takes its place');
            } finally {
              yield* sleep(10);
            }
          }),
        ),
      );
      expect(error).toBeInstanceOf(ExceptionGroup);
      expect(errorsOf(error)).toEqual([crash]);
      expect(error).not.toHaveProperty('cause');
      expect(crash).not.toHaveProperty('cause');
      expect(scope.expired()).toBe(true);
      expect([now(), cancelling()]).toEqual([2, 0]);
    });
  });
});
