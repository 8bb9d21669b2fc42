/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_timeouts.py` pins down of the object behind a timeout: `reschedule`,
 * entering it, its text. What a timeout does to its body is in timeout.cpython.test.ts.
 *
 * The first lines of the messages are CPython's; the second ones, which say what to do, are ours alone.
 */
import { inspect } from 'node:util';

import { VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  createTask,
  currentTask,
  Future,
  getRunningLoop,
  RuntimeError,
  sleep,
  TimeoutError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Timeout, timeout, timeoutAt } from '../src/index.js';

describe('Timeout.reschedule', () => {
  it('moves the deadline, or takes it away; a cancellation then stays one [test_timeouts.TimeoutTests.test_reschedule]', () => {
    runVirtual(function* () {
      const entered = new Future<Timeout>();
      const task = createTask(
        timeoutAt(10, function* (scope) {
          entered.setResult(scope);
          yield* sleep(50);
        }),
      );
      const scope = yield* entered;
      expect(scope.when()).toBe(10);
      scope.reschedule(30);
      expect(scope.when()).toBe(30);
      yield* sleep(20); // past the first deadline
      expect(scope.expired()).toBe(false);
      scope.reschedule(null);
      expect(scope.when()).toBeUndefined();
      yield* sleep(20); // and past the second
      task.cancel('stop');
      expect(yield* failureOf(task)).toEqual(new CancelledError('stop'));
      expect(task.cancelled()).toBe(true);
      expect(scope.expired()).toBe(false);
    });
  });

  it('needs no running loop to take the deadline away, as in CPython', () => {
    const loop = new VirtualTimeLoop();
    let scope: Timeout | undefined;
    const work = timeout(10, function* (entered) {
      scope = entered;
      return yield* sleep(20, 'in peace');
    });
    const task = createTask(work, { loop });
    loop.advance();
    scope!.reschedule(undefined);
    loop.advance(20);
    expect(task.result()).toBe('in peace');
    loop.close();
  });

  /** That it throws, with `message` as the first line, and leaves the deadline alone. */
  function expectRefusal(scope: Timeout, message: string): void {
    const when = scope.when();
    const error = thrownBy(() => {
      scope.reschedule(20);
    });
    expect(error).toBeInstanceOf(RuntimeError);
    expect((error as Error).message.split('\n')[0]).toBe(message);
    expect(scope.when()).toBe(when);
  }

  it('throws before the scope is entered [test_timeouts.TimeoutTests.test_timeout_not_entered]', () => {
    expectRefusal(new Timeout(1), 'Timeout has not been entered');
    runVirtual(function* () {
      expectRefusal(timeout(1), 'Timeout has not been entered');
      yield* sleep(0);
    });
  });

  it('throws after the scope ended in time [test_timeouts.TimeoutTests.test_timeout_finished]', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      yield* withAsync(scope, () => sleep(0));
      expectRefusal(scope, 'Cannot change state of finished Timeout');
    });
  });

  it('throws after the time was over [test_timeouts.TimeoutTests.test_timeout_expired]', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      yield* failureOf(withAsync(scope, () => sleep(10)));
      expectRefusal(scope, 'Cannot change state of expired Timeout');
    });
  });

  it('throws while it fires; a body that swallows the cancellation then ends well, and the scope has expired [test_timeouts.TimeoutTests.test_timeout_expiring]', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      const result = yield* withAsync(scope, function* () {
        expect(yield* failureOf(sleep(10))).toBeInstanceOf(CancelledError);
        expectRefusal(scope, 'Cannot change state of expiring Timeout');
        expect([scope.expired(), String(scope)]).toEqual([true, '<Timeout [expiring]>']);
        return 'swallowed';
      });
      expect(result).toBe('swallowed');
      expect(scope.expired()).toBe(true);
      expect(String(scope)).toBe('<Timeout [expired]>');
      expect(currentTask()?.cancelling()).toBe(0);
      yield* sleep(0); // is not interrupted
    });
  });
});

describe('a timeout cannot be entered', () => {
  it('while it is entered [test_timeouts.TimeoutTests.test_timeout_already_entered]', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      const error = yield* failureOf(
        withAsync(scope, function* () {
          expect(yield* failureOf(withAsync(scope, () => expect.unreachable()))).toEqual(
            new RuntimeError('Timeout has already been entered\n  Make a new one for each block'),
          );
          yield* sleep(10);
        }),
      );
      expect(error).toBeInstanceOf(TimeoutError); // it went on
      expect(getRunningLoop().time()).toBe(1);
    });
  });

  it('again when it is finished [test_timeouts.TimeoutTests.test_timeout_double_enter]', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      yield* withAsync(scope, () => sleep(0));
      const error = yield* failureOf(withAsync(scope, () => expect.unreachable()));
      expect(error).toBeInstanceOf(RuntimeError);
      expect((error as Error).message).toMatch(/^Timeout has already been entered\n/);
      expect(String(scope)).toBe('<Timeout [finished]>');
    });
  });

  it('where no task runs, and stays as it was [test_timeouts.TimeoutTests.test_timeout_without_task]', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      const errors: unknown[] = [];
      getRunningLoop().callSoon(() => {
        errors.push(
          thrownBy(() => scope.aenter().next()),
          thrownBy(() => {
            scope.reschedule(2);
          }),
        );
      });
      yield* sleep(0);
      expect(errors.map(String)).toEqual([
        expect.stringMatching(/^RuntimeError: Timeout should be used inside a task\n/),
        expect.stringMatching(/^RuntimeError: Timeout has not been entered\n/),
      ]);
      expect(String(scope)).toBe('<Timeout [created]>');
    });
  });
});

describe('the text of a timeout, and what the console shows', () => {
  function expectText(scope: Timeout, text: string): void {
    expect([String(scope), inspect(scope)]).toEqual([text, text]);
  }

  // A float without fraction is '10.0' in Python, and '10' in JavaScript.
  it('has its state and its deadline, to the millisecond, while it is active [test_timeouts.TimeoutTests.test_repr_active]', () => {
    runVirtual(function* () {
      yield* timeoutAt(1.23456, function* (scope) {
        expectText(scope, '<Timeout [active] when=1.235>');
      });
      yield* timeout(10, function* (scope) {
        expectText(scope, '<Timeout [active] when=10>');
      });
    });
  });

  it('has its state when the time was over [test_timeouts.TimeoutTests.test_repr_expired]', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      yield* failureOf(withAsync(scope, () => sleep(10)));
      expectText(scope, '<Timeout [expired]>');
    });
  });

  it('has its state when it ended in time [test_timeouts.TimeoutTests.test_repr_finished]', () => {
    runVirtual(function* () {
      const scope = timeout(1);
      yield* withAsync(scope, () => sleep(0));
      expectText(scope, '<Timeout [finished]>');
    });
  });

  it('has undefined, for None, as the deadline if there is none [test_timeouts.TimeoutTests.test_repr_disabled]', () => {
    runVirtual(function* () {
      for (const none of [null, undefined]) {
        yield* timeout(none, function* (scope) {
          expectText(scope, '<Timeout [active] when=undefined>');
        });
      }
    });
  });
});
