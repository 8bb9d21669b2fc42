/** What CPython 3.13's `Lib/test/test_asyncio/test_locks.py`, `EventTests`, pins down, in our words. */
import { CancelledError, type Coroutine, createTask, getRunningLoop } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Event } from '../src/index.js';

describe('Event', () => {
  // Python's text has the class's module and an address before the state; JavaScript knows neither.
  it('says in its text whether it is set, and how many wait [test_locks.EventTests.test_repr]', () => {
    runVirtual(function* () {
      const event = new Event();
      expect(String(event)).toBe('<Event [unset]>');
      event.set();
      expect(String(event)).toBe('<Event [set]>');
      event.clear();
      const task = createTask(event.wait());
      yield* turns(1);
      expect(String(event)).toBe('<Event [unset, waiters:1]>');
      event.set(); // a woken waiter counts until it has run
      expect(String(event)).toBe('<Event [set, waiters:1]>');
      yield* task;
    });
  });

  it('wakes all in the order they came, but a task that starts after set() passes before them [test_locks.EventTests.test_wait]', () => {
    runVirtual(function* () {
      const event = new Event();
      expect(event.isSet()).toBe(false);
      const passed: string[] = [];
      function* waiter(name: string): Coroutine<boolean> {
        const answer = yield* event.wait();
        passed.push(name);
        return answer;
      }
      const tasks = [createTask(waiter('first')), createTask(waiter('second'))];
      yield* turns(1);
      expect(passed).toEqual([]);
      tasks.push(createTask(waiter('late')));
      event.set();
      yield* turns(1);
      expect(passed).toEqual(['late', 'first', 'second']);
      expect(tasks.map((task) => task.result())).toEqual([true, true, true]);
    });
  });

  it('is passed on the spot while it is set [test_locks.EventTests.test_wait_on_set]', () => {
    runVirtual(function* () {
      const event = new Event();
      event.set();
      let turn = 0;
      getRunningLoop().callSoon(() => turn++);
      expect(yield* event.wait()).toBe(true);
      expect(turn).toBe(0);
    });
  });

  it('is left by a waiter that is cancelled [test_locks.EventTests.test_wait_cancel]', () => {
    runVirtual(function* () {
      const event = new Event();
      const task = createTask(event.wait());
      yield* turns(1);
      expect(String(event)).toBe('<Event [unset, waiters:1]>');
      getRunningLoop().callSoon(() => void task.cancel());
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(String(event)).toBe('<Event [unset]>');
    });
  });

  it('is not set any more once it was cleared [test_locks.EventTests.test_clear]', () => {
    const event = new Event();
    expect(event.isSet()).toBe(false);
    event.set();
    expect(event.isSet()).toBe(true);
    event.clear();
    expect(event.isSet()).toBe(false);
    event.clear();
    expect(event.isSet()).toBe(false);
  });

  it('wakes those who wait once, also if it is cleared and set again before they run [test_locks.EventTests.test_clear_with_waiters]', () => {
    runVirtual(function* () {
      const event = new Event();
      let passed = 0;
      function* waiter(): Coroutine<boolean> {
        const answer = yield* event.wait();
        passed++;
        return answer;
      }
      const tasks = [createTask(waiter()), createTask(waiter())];
      yield* turns(1);
      expect(passed).toBe(0);
      event.set();
      event.clear();
      expect(event.isSet()).toBe(false);
      event.set();
      event.set();
      expect(String(event)).toBe('<Event [set, waiters:2]>');
      event.clear(); // they were told already
      yield* turns(1);
      expect(passed).toBe(2);
      expect(String(event)).toBe('<Event [unset]>');
      expect(tasks.map((task) => task.result())).toEqual([true, true]);
    });
  });
});
