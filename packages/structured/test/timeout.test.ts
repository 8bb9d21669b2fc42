/** What CPython's own tests leave open; theirs are in timeout*.cpython.test.ts. */
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
import { failureOf, hang, now, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Timeout, timeout, timeoutAt } from '../src/index.js';

describe('timeout', () => {
  it('starts its time when it is awaited, not when it is called', () => {
    runVirtual(function* () {
      const call = timeout(1, function* () {
        return yield* sleep(0.5, 'in time');
      });
      yield* sleep(5);
      expect(yield* call).toBe('in time');
    });
  });

  it('makes a coroutine of its name, as timeoutAt does', () => {
    expect(String(timeout(1, () => sleep(0)))).toBe('<coroutine timeout() created>');
    expect(String(timeoutAt(1, () => sleep(0)))).toBe('<coroutine timeoutAt() created>');
  });

  it('accepts a future, or any coroutine, as what its body makes', () => {
    runVirtual(function* () {
      expect(yield* timeout(1, () => sleep(0, 7))).toBe(7);
      const future = new Future<string>();
      future.setResult('done');
      expect(yield* timeout(1, () => future)).toBe('done');
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
  it('is a context manager that gives itself', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      expect(scope).toBeInstanceOf(Timeout);
      expect(String(scope)).toBe('<Timeout [created]>');
      yield* withAsync(scope, function* (given) {
        expect(given).toBe(scope);
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

  it('can be rescheduled only while it is entered', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      expect(() => {
        scope.reschedule(2);
      }).toThrow(
        new RuntimeError(
          'Timeout has not been entered\n  Call reschedule() inside withAsync(scope, body) only',
        ),
      );
      yield* withAsync(scope, () => sleep(0));
      expect(() => {
        scope.reschedule(2);
      }).toThrow(
        new RuntimeError(
          'Cannot change state of finished Timeout\n  Call reschedule() only inside the scope and before its time is over',
        ),
      );
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
        expect(() => scope.reschedule(bad)).toThrow(/^when must be a number of seconds, got /);
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
      // @ts-expect-error -- no function
      expect(() => timeoutAt(1, 5)).toThrow(
        'timeoutAt() needs a generator function as its body, got 5\n  Write it as timeoutAt(…, function* () { … })',
      );
      // @ts-expect-error -- not Yieldable
      const error = yield* failureOf(timeout(1, async () => {}));
      expect(String(error)).toMatch(/^TypeError: timeout\(\) needs .*, which returned a Promise\n/);
      yield* sleep(5);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });
});
