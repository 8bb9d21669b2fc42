import {
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  Future,
  getRunningLoop,
  RuntimeError,
  sleep,
  TimeoutError,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, runReporting, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { ExceptionGroup, taskGroup, Timeout, timeout, timeoutAt } from '../src/index.js';

function now(): number {
  return getRunningLoop().time();
}

describe('timeout', () => {
  it('cancels its body when the time is over, and throws TimeoutError with the cancellation as its cause', () => {
    runVirtual(function* () {
      let scope: Timeout | undefined;
      let caught: unknown;
      const error = yield* failureOf(
        timeout(0.01, function* (given) {
          scope = given;
          try {
            yield* sleep(10);
          } catch (thrown) {
            caught = thrown;
            throw thrown;
          }
        }),
      );
      expect(error).toBeInstanceOf(TimeoutError);
      expect((error as TimeoutError).message).toBe('');
      expect(caught).toBeInstanceOf(CancelledError);
      expect((error as TimeoutError).cause).toBe(caught);
      expect(scope?.expired()).toBe(true);
      expect(scope?.when()).toBe(0.01);
      expect(now()).toBe(0.01);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it('returns what its body returns in time, and leaves no timer', () => {
    runVirtual(function* () {
      let scope: Timeout | undefined;
      const result = yield* timeout(10, function* (given) {
        scope = given;
        return yield* sleep(1, 'result');
      });
      expect(result).toBe('result');
      expect(scope?.expired()).toBe(false);
      expect(scope?.when()).toBe(10);
      yield* sleep(20);
      expect(scope?.expired()).toBe(false);
    });
  });

  it('starts its time when it is awaited, not when it is called', () => {
    runVirtual(function* () {
      const call = timeout(1, function* () {
        return yield* sleep(0.5, 'in time');
      });
      yield* sleep(5);
      expect(yield* call).toBe('in time');
    });
  });

  it('accepts a future, or any coroutine, as what its body makes', () => {
    runVirtual(function* () {
      expect(yield* timeout(1, () => sleep(0, 7))).toBe(7);
      const future = new Future<string>();
      future.setResult('done');
      expect(yield* timeout(1, () => future)).toBe('done');
    });
  });

  it.each([undefined, null])('never fires with %s as the delay', (none) => {
    runVirtual(function* () {
      yield* timeout(none, function* (scope) {
        expect(scope.when()).toBeUndefined();
        expect(String(scope)).toBe('<Timeout [active] when=undefined>');
        yield* sleep(1000);
        expect(scope.expired()).toBe(false);
      });
      yield* timeoutAt(none, function* (scope) {
        expect(scope.when()).toBeUndefined();
        yield* sleep(1000);
      });
    });
  });

  it.each([0, -11])('fires at the first suspension with %d as the delay, sleep(0) included', (delay) => {
    runVirtual(function* () {
      let scope: Timeout | undefined;
      for (const seconds of [10, 0]) {
        const error = yield* failureOf(
          timeout(delay, function* (given) {
            scope = given;
            yield* sleep(seconds);
          }),
        );
        expect(error).toBeInstanceOf(TimeoutError);
        expect(scope?.expired()).toBe(true);
        expect(scope?.when()).toBe(delay);
        expect(now()).toBe(0);
      }
    });
  });

  it('never interrupts a body that does not suspend', () => {
    runVirtual(function* () {
      let scope: Timeout | undefined;
      const result = yield* timeout(0, function* (given) {
        scope = given;
        return 'result';
      });
      expect(result).toBe('result');
      yield* sleep(0);
      expect(scope?.expired()).toBe(false);
    });
  });

  it('passes other errors on, before the deadline and after it', () => {
    runVirtual(function* () {
      const error = new ValueError('foreign');
      let scope: Timeout | undefined;
      expect(
        yield* failureOf(
          timeout(10, function* (given) {
            scope = given;
            throw error;
          }),
        ),
      ).toBe(error);
      expect(scope?.expired()).toBe(false);
      expect(
        yield* failureOf(
          timeout(1, function* (given) {
            scope = given;
            try {
              yield* sleep(10);
            } finally {
              yield* failAfter(0, error);
            }
          }),
        ),
      ).toBe(error);
      expect(scope?.expired()).toBe(true);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it('passes a cancellation from elsewhere on', () => {
    runVirtual(function* () {
      let scope: Timeout | undefined;
      const task = createTask(
        timeout(10, function* (given) {
          scope = given;
          yield* sleep(20);
        }),
      );
      yield* sleep(1);
      task.cancel('stop');
      expect(yield* failureOf(task)).toEqual(new CancelledError('stop'));
      expect(task.cancelled()).toBe(true);
      expect(scope?.expired()).toBe(false);
    });
  });

  it('leaves its task uncancelled once the TimeoutError is caught', () => {
    runVirtual(function* () {
      function* main(): Coroutine<number> {
        yield* failureOf(timeout(1, () => sleep(10)));
        yield* sleep(0);
        return currentTask()!.cancelling();
      }
      expect(yield* createTask(main())).toBe(0);
    });
  });

  it('throws nothing when its body swallows the cancellation, yet has expired', () => {
    runVirtual(function* () {
      let scope: Timeout | undefined;
      const result = yield* timeout(1, function* (given) {
        scope = given;
        yield* failureOf(sleep(10));
        expect(() => {
          given.reschedule(20);
        }).toThrow(/^Cannot change state of expiring Timeout\n/);
        expect(String(given)).toBe('<Timeout [expiring]>');
        return 'swallowed';
      });
      expect(result).toBe('swallowed');
      expect(scope?.expired()).toBe(true);
      expect(String(scope)).toBe('<Timeout [expired]>');
      expect(currentTask()?.cancelling()).toBe(0);
      yield* sleep(0);
    });
  });
});

describe('nested timeouts', () => {
  it('due in one turn: the inner passes CancelledError on, only the outer converts it', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      let outer: Timeout | undefined;
      let inner: Timeout | undefined;
      const error = yield* failureOf(
        timeoutAt(now() + 1, function* (given) {
          outer = given;
          log.push(
            yield* failureOf(
              (function* () {
                yield* timeoutAt(now() + 1, function* (second) {
                  inner = second;
                  yield* sleep(10);
                });
              })(),
            ),
          );
          throw log[0];
        }),
      );
      expect(log[0]).toBeInstanceOf(CancelledError);
      expect(error).toBeInstanceOf(TimeoutError);
      expect([outer?.expired(), inner?.expired()]).toEqual([true, true]);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it('both fire in one turn, the inner one first: the task is cancelled twice, and the outer converts', () => {
    runVirtual(function* () {
      const passed: unknown[] = [];
      const error = yield* failureOf(
        timeout(9, function* (outer) {
          try {
            yield* timeout(9, function* (inner) {
              inner.reschedule(-1);
              outer.reschedule(-1);
              yield* sleep(10);
            });
          } catch (thrown) {
            passed.push(thrown);
            throw thrown;
          }
        }),
      );
      expect(passed).toEqual([new CancelledError()]);
      expect(error).toBeInstanceOf(TimeoutError);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it('the outer alone is due: the cancellation goes through the inner', () => {
    runVirtual(function* () {
      let inner: Timeout | undefined;
      const error = yield* failureOf(
        timeout(1, () =>
          timeout(2, function* (given) {
            inner = given;
            yield* sleep(10);
          }),
        ),
      );
      expect(error).toBeInstanceOf(TimeoutError);
      expect(inner?.expired()).toBe(false);
      expect(String(inner)).toBe('<Timeout [finished]>');
    });
  });

  it('in the cleanup after another: each throws its own error with its own cause', () => {
    runVirtual(function* () {
      const errors: unknown[] = [];
      const error = yield* failureOf(
        timeout(1, function* () {
          try {
            yield* sleep(10);
          } finally {
            errors.push(yield* failureOf(timeout(1, () => sleep(10))));
          }
        }),
      );
      errors.push(error);
      expect(errors.every((each) => each instanceof TimeoutError)).toBe(true);
      const [first, second] = errors as TimeoutError[];
      expect(first?.cause).toBeInstanceOf(CancelledError);
      expect(second?.cause).toBeInstanceOf(CancelledError);
      expect(first?.cause).not.toBe(second?.cause);
      expect(now()).toBe(2);
    });
  });
});

describe('a timeout in a task with cancellations of its own', () => {
  /** Catches a cancellation without taking it back: the count stays 1. */
  function* catchCancellation(): Coroutine<void> {
    currentTask()!.cancel();
    yield* failureOf(sleep(0));
    expect(currentTask()!.cancelling()).toBe(1);
  }

  it('works, for it compares with the count at entry', () => {
    runVirtual(function* () {
      function* main(): Coroutine {
        yield* catchCancellation();
        const error = yield* failureOf(timeout(0, () => sleep(1)));
        expect(currentTask()!.cancelling()).toBe(1);
        return error;
      }
      expect(yield* createTask(main())).toBeInstanceOf(TimeoutError);
    });
  });

  it('passes a further cancellation on', () => {
    runVirtual(function* () {
      function* main(): Coroutine<void> {
        yield* catchCancellation();
        yield* timeout(1, function* () {
          currentTask()!.cancel();
          yield* sleep(10);
        });
      }
      const task = createTask(main());
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(task.cancelling()).toBe(2);
    });
  });

  it('lets somebody else cancel in the same turn: CancelledError, and the count says whose', () => {
    runVirtual(function* () {
      let scope: Timeout | undefined;
      const task = createTask(
        timeout(1, function* (given) {
          scope = given;
          yield* sleep(10);
        }),
      );
      yield* sleep(0);
      getRunningLoop().callAt(1, () => task.cancel());
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(scope?.expired()).toBe(true);
      expect(task.cancelling()).toBe(1);
    });
  });
});

describe('Timeout', () => {
  it('is a context manager', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      expect(scope).toBeInstanceOf(Timeout);
      expect(String(scope)).toBe('<Timeout [created]>');
      const error = yield* failureOf(
        withAsync(scope, function* (given) {
          expect(given).toBe(scope);
          expect(String(scope)).toBe('<Timeout [active] when=1>');
          yield* sleep(10);
        }),
      );
      expect(error).toBeInstanceOf(TimeoutError);
      yield* withAsync(timeoutAt(now() + 1.23456), function* (given) {
        expect(String(given)).toBe('<Timeout [active] when=2.235>');
        yield* sleep(1);
      });
    });
  });

  it('can be rescheduled: later, to the past, to never', () => {
    runVirtual(function* () {
      const log: unknown[] = [];
      for (const when of [2, -1, undefined, null]) {
        const start = now();
        let scope: Timeout | undefined;
        log.push(
          yield* timeout(1, function* (given) {
            scope = given;
            given.reschedule(when == null ? when : start + when);
            expect(given.when()).toBe(when == null ? undefined : start + when);
            try {
              yield* sleep(5);
              return 'never';
            } catch (error) {
              expect(error).toBeInstanceOf(CancelledError);
              return now() - start;
            }
          }),
        );
        expect(scope?.expired()).toBe(when != null);
      }
      expect(log).toEqual([2, 0, 'never', 'never']);
    });
  });

  it('can get a limit that it did not have', () => {
    runVirtual(function* () {
      const error = yield* failureOf(
        timeout(null, function* (scope) {
          scope.reschedule(now() + 3);
          yield* sleep(10);
        }),
      );
      expect(error).toBeInstanceOf(TimeoutError);
      expect(now()).toBe(3);
    });
  });

  it('can be rescheduled inside its scope only', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      const reschedule = (): void => {
        scope.reschedule(5);
      };
      expect(reschedule).toThrow(/^Timeout has not been entered\n/);
      yield* withAsync(scope, () => sleep(0));
      expect(reschedule).toThrow(/^Cannot change state of finished Timeout\n/);
      let expired: Timeout | undefined;
      yield* failureOf(
        timeout(0, function* (given) {
          expired = given;
          yield* sleep(1);
        }),
      );
      expect(() => {
        expired?.reschedule(5);
      }).toThrow(/^Cannot change state of expired Timeout\n/);
    });
  });

  it('can be entered once', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      yield* withAsync(scope, function* () {
        expect(yield* failureOf(withAsync(scope, () => sleep(0)))).toEqual(
          new RuntimeError('Timeout has already been entered\n  Make a new one for each block'),
        );
      });
      expect(yield* failureOf(withAsync(scope, () => sleep(0)))).toBeInstanceOf(RuntimeError);
    });
  });

  it('can be left only while it is entered', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      expect(yield* failureOf(scope.aexit())).toBeInstanceOf(RuntimeError);
      yield* scope.aenter();
      expect(yield* scope.aexit(new ValueError('x'))).toBe(false);
      expect(yield* failureOf(scope.aexit())).toEqual(
        new RuntimeError('Timeout has not been entered\n  Call aexit() inside withAsync(scope, body) only'),
      );
    });
  });

  it('needs a task, and stays as it was without one', () => {
    runVirtual(function* () {
      const scope = new Timeout(5);
      const errors: unknown[] = [];
      getRunningLoop().callSoon(() => {
        try {
          scope.aenter().next();
        } catch (error) {
          errors.push(error);
        }
      });
      yield* sleep(0);
      expect(errors).toHaveLength(1);
      expect(String(errors[0])).toMatch(/^RuntimeError: Timeout should be used inside a task\n/);
      expect(String(scope)).toBe('<Timeout [created]>');
    });
  });

  it('needs a loop', () => {
    expect(() => timeout(1)).toThrow(/^no running event loop/);
    expect(() => timeout(null)).toThrow(/^no running event loop/);
  });
});

describe('timeout and bad input', () => {
  it.each(['1', {}, true])('refuses %s as a time', (bad) => {
    runVirtual(function* () {
      const body = (): Coroutine<void> => hang();
      // @ts-expect-error -- no number
      expect(() => timeout(bad, body)).toThrow(/^delay must be a number of seconds, got /);
      // @ts-expect-error -- no number
      expect(() => timeoutAt(bad, body)).toThrow(/^when must be a number of seconds, got /);
      yield* timeout(10, function* (scope) {
        // @ts-expect-error -- no number
        expect(() => scope.reschedule(bad)).toThrow(TypeError);
        expect(scope.when()).toBe(10);
      });
    });
  });

  it('refuses NaN', () => {
    runVirtual(function* () {
      expect(() => timeout(NaN)).toThrow(
        new ValueError('Invalid delay: NaN (not a number)\n  Give seconds, such as 0.5'),
      );
      expect(() => new Timeout(NaN)).toThrow(ValueError);
      yield* sleep(0);
    });
  });

  it('refuses a body that is no generator function', () => {
    runVirtual(function* () {
      // @ts-expect-error -- no function
      expect(() => timeout(1, 5)).toThrow(
        'timeout() needs a generator function as its body, got 5\n  Write it as timeout(…, function* () { … })',
      );
      // @ts-expect-error -- not Yieldable
      const error = yield* failureOf(timeout(1, async () => {}));
      expect(String(error)).toMatch(/^TypeError: timeout\(\) needs .*, which returned a Promise\n/);
      yield* sleep(5);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });
});

describe('a timeout around a task group', () => {
  it('lets the errors of a failing cleanup out in place of TimeoutError', () => {
    const { reported } = runReporting(function* () {
      const error = yield* failureOf(
        timeout(1, () =>
          taskGroup(function* (group) {
            group.createTask(hang(() => failAfter(1, new ValueError('cleanup'))));
            yield* sleep(10);
          }),
        ),
      );
      expect(error).toBeInstanceOf(ExceptionGroup);
      expect((error as ExceptionGroup).errors).toEqual([new ValueError('cleanup')]);
    });
    expect(reported).toEqual([]);
  });
});
