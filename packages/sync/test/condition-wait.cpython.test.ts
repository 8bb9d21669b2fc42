/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_locks.py`, `ConditionTests`, pins down about waiting, and about being
 * cancelled meanwhile, in our words. The rest of that class is in condition.cpython.test.ts.
 */
import {
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  getRunningLoop,
  RuntimeError,
  sleep,
  type Task,
  TimeoutError,
  withAsync,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns, within } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Condition, type Held, Lock } from '../src/index.js';

describe('Condition.wait', () => {
  it('goes on once it was notified and has the lock again, one waiter for each release, in their order [test_locks.ConditionTests.test_wait]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const went: number[] = [];
      function* waiter(number: number): Coroutine<boolean> {
        yield* condition.acquire();
        const answer = yield* condition.wait();
        went.push(number);
        return answer; // with the lock held
      }
      const tasks = [1, 2, 3].map((number) => createTask(waiter(number)));
      yield* turns(1);
      expect([went, condition.locked()]).toEqual([[], false]);

      yield* condition.acquire();
      condition.notify();
      yield* turns(1);
      expect([went, condition.locked()]).toEqual([[], true]); // notified, but the lock is held
      condition.release();
      yield* turns(1);
      expect([went, condition.locked()]).toEqual([[1], true]);

      condition.notify(2);
      yield* turns(1);
      expect([went, condition.locked()]).toEqual([[1], true]);
      condition.release();
      yield* turns(1);
      expect([went, condition.locked()]).toEqual([[1, 2], true]);
      condition.release();
      yield* turns(1);
      expect([went, condition.locked()]).toEqual([[1, 2, 3], true]);
      expect(tasks.map((task) => task.result())).toEqual([true, true, true]);
    });
  });

  it('needs the lock, and changes nothing without it [test_locks.ConditionTests.test_wait_unacquired]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const error = yield* failureOf(condition.wait());
      expect(error).toBeInstanceOf(RuntimeError);
      // The first line is CPython's.
      expect(String(error)).toBe(
        'RuntimeError: cannot wait on un-acquired lock\n  ' +
          'Put it into yield* withAsync(condition, function* () { … }): <Condition [unlocked]>',
      );
      expect(String(condition)).toBe('<Condition [unlocked]>');
    });
  });
});

describe('Condition.wait, cancelled', () => {
  it('holds the lock again [test_locks.ConditionTests.test_wait_cancel]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      yield* condition.acquire();
      const task = createTask(condition.wait());
      getRunningLoop().callSoon(() => void task.cancel());
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(String(condition)).toBe('<Condition [locked]>');
    });
  });

  it('holds the lock again also when it was notified, and the lock is released by another in that turn [test_locks.ConditionTests.test_wait_cancel_contested]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      yield* condition.acquire();
      const task = createTask(condition.wait());
      yield* turns(1);
      expect(condition.locked()).toBe(false);
      yield* condition.acquire();
      condition.notify();
      getRunningLoop().callSoon(() => void task.cancel('stop'));
      getRunningLoop().callSoon(() => condition.release());
      expect(yield* failureOf(task)).toEqual(new CancelledError('stop'));
      expect(String(condition)).toBe('<Condition [locked]>');
    });
  });

  it('while it waits for the lock, ends when it has it, so that the block can release it [test_locks.ConditionTests.test_wait_cancel_after_notify]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const task = createTask(withAsync(condition, () => condition.wait()));
      yield* turns(1);
      expect(String(condition)).toBe('<Condition [unlocked, waiters:1]>');
      yield* condition.acquire();
      condition.notify();
      yield* turns(1);
      expect(String(condition)).toBe('<Condition [locked]>'); // it waits for the lock now
      task.cancel();
      yield* turns(1);
      expect(task.done()).toBe(false);
      condition.release();
      yield* turns(1);
      expect(task.cancelled()).toBe(true);
      expect(condition.locked()).toBe(false);
    });
  });

  /** Starts a task that waits for `predicate`, and keeps the error that comes out. */
  function startWaiting(condition: Condition, predicate: () => boolean) {
    const raised: unknown[] = [];
    function* waiter(): Coroutine<void> {
      try {
        yield* condition.waitFor(predicate);
      } catch (error) {
        raised.push(error);
        throw error;
      }
    }
    return { raised, task: createTask(withAsync(condition, waiter)) };
  }

  it('throws the very error that cancelled it [test_locks.ConditionTests.test_cancelled_error_wakeup]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const { raised, task } = startWaiting(condition, () => false);
      yield* turns(1);
      task.cancel('foo');
      const error = yield* failureOf(task);
      expect(error).toEqual(new CancelledError('foo'));
      expect(raised).toHaveLength(1);
      expect(raised[0]).toBe(error);
      expect(condition.locked()).toBe(false);
    });
  });

  it('throws the very error that cancelled it while it waited for the lock [test_locks.ConditionTests.test_cancelled_error_re_aquire]', () => {
    /** Keeps the errors that waiting for it ended with. */
    class WatchedLock extends Lock {
      readonly thrown: unknown[] = [];
      override acquire() {
        return watched(super.acquire(), this.thrown);
      }
    }
    const watched = coroutine(function* (acquiring: Yieldable<Held>, thrown: unknown[]): Coroutine<Held> {
      try {
        return yield* acquiring;
      } catch (error) {
        thrown.push(error);
        throw error;
      }
    });
    runVirtual(function* () {
      const lock = new WatchedLock();
      const condition = new Condition({ lock });
      let wake = false;
      const { raised, task } = startWaiting(condition, () => wake);
      yield* turns(1);
      yield* condition.acquire();
      wake = true;
      condition.notify();
      yield* turns(1);
      task.cancel('foo');
      condition.release();
      const error = yield* failureOf(task);
      expect(error).toEqual(new CancelledError('foo'));
      for (const place of [raised, lock.thrown]) {
        expect(place).toHaveLength(1);
        expect(place[0]).toBe(error);
      }
      expect(condition.locked()).toBe(false);
    });
  });

  it('by a timeout inside the block, lets the block go on with the lock held [test_locks.ConditionTests.test_timeout_in_block]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      yield* withAsync(condition, function* () {
        expect(yield* failureOf(within(0.5, condition.wait()))).toBeInstanceOf(TimeoutError);
        expect(getRunningLoop().time()).toBe(0.5);
        expect(String(condition)).toBe('<Condition [locked]>');
      });
      expect(condition.locked()).toBe(false);
    });
  });
});

describe('a notification', () => {
  /** Two consumers of `items`; the first is notified of one and cancelled. */
  function* loseNothing(cancel: (consumer: Task<unknown>) => Coroutine<void>): Coroutine<void> {
    const condition = new Condition();
    let items = 0;
    function* consume(): Coroutine<void> {
      yield* withAsync(condition, function* () {
        for (;;) {
          yield* condition.waitFor(() => items !== 0);
          if (items < 0) return;
          items--;
          condition.notifyAll();
        }
      });
    }
    const consumers = [createTask(consume()), createTask(consume())];
    yield* turns(1);
    yield* withAsync(condition, function* () {
      items++;
      condition.notify(1);
      yield* cancel(consumers[0]!);
      // Were the notification lost, this would be reported as a deadlock. (CPython would hang; its test has a timeout.)
      yield* condition.waitFor(() => items === 0);
      items = -1;
      condition.notifyAll();
    });
    yield* consumers[1]!;
    expect(consumers[0]!.cancelled()).toBe(true);
  }

  it('goes to another waiter when the notified one is cancelled before it runs (python/cpython#111693) [test_locks.ConditionTests.test_cancelled_wakeup]', () => {
    runVirtual(() =>
      loseNothing(function* (consumer) {
        consumer.cancel();
      }),
    );
  });

  it('goes to another waiter when the notified one is cancelled while it waits for the lock [test_locks.ConditionTests.test_cancelled_wakeup_relock]', () => {
    runVirtual(() =>
      loseNothing(function* (consumer) {
        yield* sleep(0);
        consumer.cancel();
      }),
    );
  });
});
