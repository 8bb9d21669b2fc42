/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_locks.py`, `ConditionTests`, pins down about predicates,
 * notifications, the lock and the text, in our words. `wait` and its cancellation are in
 * condition-wait.cpython.test.ts, blocks in lock-like.cpython.test.ts.
 */
import { type Coroutine, createTask, RuntimeError, withAsync } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Condition, Lock } from '../src/index.js';

/** Tasks that wait for a notification, and say so in `went` once they go on. */
function waiters(condition: Condition, count: number) {
  const went: number[] = [];
  function* waiter(number: number): Coroutine<boolean> {
    return yield* withAsync(condition, function* () {
      const answer = yield* condition.wait();
      went.push(number);
      return answer;
    });
  }
  const tasks = Array.from({ length: count }, (_, index) => createTask(waiter(index + 1)));
  return { went, tasks };
}

/** Notifies with the lock held. */
function* notified(condition: Condition, notify: () => void): Coroutine<void> {
  yield* withAsync(condition, function* () {
    notify();
  });
}

describe('Condition.waitFor', () => {
  it('waits until its predicate is true, whatever it is notified of, and returns what that returned [test_locks.ConditionTests.test_wait_for]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      let value = 0;
      let asked = 0;
      function* waiter(): Coroutine<number> {
        return yield* withAsync(condition, () => condition.waitFor(() => (asked++, value)));
      }
      const task = createTask(waiter());
      yield* turns(1);
      expect([task.done(), asked]).toEqual([false, 1]);
      yield* notified(condition, () => condition.notify());
      yield* turns(1);
      expect([task.done(), asked]).toEqual([false, 2]);
      value = 7;
      yield* notified(condition, () => condition.notify());
      yield* turns(1);
      expect([task.done(), asked]).toEqual([true, 3]);
      expect(task.result()).toBe(7);
      expect(String(condition)).toBe('<Condition [unlocked]>');
    });
  });

  it('returns what the predicate returned, without the lock if it is true at once [test_locks.ConditionTests.test_wait_for_unacquired]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const list = [1, 2, 3];
      expect(yield* condition.waitFor(() => list)).toBe(list);
      expect(yield* failureOf(condition.waitFor(() => false))).toBeInstanceOf(RuntimeError);
    });
  });
});

describe('Condition.notify', () => {
  it('wakes the one that has waited longest, or as many as it is told, if there are so many [test_locks.ConditionTests.test_notify]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const { went, tasks } = waiters(condition, 3);
      yield* turns(1);
      expect(went).toEqual([]);
      yield* notified(condition, () => condition.notify(1));
      yield* turns(1);
      expect(went).toEqual([1]);
      yield* notified(condition, () => {
        condition.notify(0);
        condition.notify(-1);
      });
      yield* turns(1);
      expect(went).toEqual([1]);
      yield* notified(condition, () => {
        condition.notify(1);
        condition.notify(2048);
      });
      yield* turns(1);
      expect(went).toEqual([1, 2, 3]);
      expect(tasks.map((task) => task.result())).toEqual([true, true, true]);
    });
  });

  it('wakes all with notifyAll, in the order they came [test_locks.ConditionTests.test_notify_all]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const { went, tasks } = waiters(condition, 2);
      yield* turns(1);
      expect(went).toEqual([]);
      yield* notified(condition, () => condition.notifyAll());
      yield* turns(1);
      expect(went).toEqual([1, 2]);
      expect(tasks.map((task) => task.result())).toEqual([true, true]);
    });
  });

  function expectNotHeld(notify: () => void): void {
    const error = thrownBy(notify);
    expect(error).toBeInstanceOf(RuntimeError);
    expect(String(error)).toMatch(/^RuntimeError: cannot notify on un-acquired lock\n/);
  }

  it('needs the lock [test_locks.ConditionTests.test_notify_unacquired]', () => {
    const condition = new Condition();
    expectNotHeld(() => condition.notify());
  });

  it('needs the lock to wake all, too [test_locks.ConditionTests.test_notify_all_unacquired]', () => {
    const condition = new Condition();
    expectNotHeld(() => condition.notifyAll());
  });
});

describe('Condition', () => {
  // Python's text has the class's module and an address before the state; JavaScript knows neither.
  it('says in its text whether it is locked, and how many wait [test_locks.ConditionTests.test_repr]', () => {
    runVirtual(function* () {
      const condition = new Condition();
      expect(String(condition)).toBe('<Condition [unlocked]>');
      yield* withAsync(condition, function* () {
        expect(String(condition)).toBe('<Condition [locked]>');
      });
      const { tasks } = waiters(condition, 1);
      yield* turns(1);
      expect(String(condition)).toBe('<Condition [unlocked, waiters:1]>');
      tasks.push(...waiters(condition, 1).tasks);
      yield* turns(1);
      yield* notified(condition, () => {
        expect(String(condition)).toBe('<Condition [locked, waiters:2]>');
        condition.notifyAll();
      });
      for (const task of tasks) yield* task;
    });
  });

  it('shares the lock that it is given: either is locked when the other is [test_locks.ConditionTests.test_explicit_lock]', () => {
    runVirtual(function* () {
      const lock = new Lock();
      const places = [lock, new Condition({ lock }), new Condition({ lock })];
      const states = () => places.map((place) => place.locked());
      expect(states()).toEqual([false, false, false]);
      for (const place of places) {
        yield* withAsync(place, function* () {
          expect(states()).toEqual([true, true, true]);
        });
        expect(states()).toEqual([false, false, false]);
      }
    });
  });
});

describe('bound to a loop that is over', () => {
  /** Makes a task wait in a loop of its own, and cancels it. */
  function waitElsewhere(start: () => Coroutine<void>): void {
    runVirtual(function* () {
      const task = createTask(start());
      yield* turns(1);
      task.cancel();
      yield* failureOf(task);
    });
  }

  // CPython's test writes a private attribute; here somebody really waited in another loop. The `loop` argument that it
  // also tries was removed from Python.
  it('a lock can be acquired while it is free; it is an error only to wait for it, and so for a condition [test_locks.ConditionTests.test_ambiguous_loops]', () => {
    const lock = new Lock();
    waitElsewhere(function* () {
      yield* lock.acquire();
      yield* withAsync(lock, function* () {}); // waits, until it is cancelled
    });
    lock.release();
    runVirtual(function* () {
      yield* withAsync(lock, function* () {
        const condition = new Condition({ lock });
        const error = yield* failureOf(condition.acquire());
        expect(error).toBeInstanceOf(RuntimeError);
        expect(String(error)).toMatch(
          /^RuntimeError: <Lock \[locked\]> is bound to a different event loop\n/,
        );
      });
      expect(lock.locked()).toBe(false);
    });

    const other = new Lock();
    const condition = new Condition({ lock: other });
    waitElsewhere(function* () {
      yield* withAsync(condition, () => condition.wait());
    });
    runVirtual(function* () {
      yield* withAsync(other, function* () {
        const error = yield* failureOf(condition.wait());
        expect(error).toBeInstanceOf(RuntimeError);
        expect(String(error)).toMatch(
          /^RuntimeError: <Condition \[locked\]> is bound to a different event loop\n/,
        );
        expect(other.locked()).toBe(true); // it was not released for a wait that never began
      });
    });
  });
});
