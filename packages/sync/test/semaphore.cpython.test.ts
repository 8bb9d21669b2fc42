/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_locks.py`, `SemaphoreTests`, pins down, in our words, and of both
 * kinds of semaphores where it holds for both. Not here: that awaiting the semaphore itself is an error, which guards
 * syntax that Python once had.
 */
import {
  CancelledError,
  type Coroutine,
  createTask,
  getRunningLoop,
  sleep,
  type Task,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { BoundedSemaphore, Semaphore } from '../src/index.js';

describe.each([Semaphore, BoundedSemaphore])('%o', (Kind) => {
  /** One with so many permits, all of them taken. */
  function* taken(permits: number): Coroutine<Semaphore> {
    const semaphore = new Kind(permits);
    for (let i = 0; i < permits; i++) yield* semaphore.acquire();
    return semaphore;
  }

  /** Tasks that acquire a permit each, keep it, and say so in `went`. */
  function acquirers(semaphore: Semaphore, count: number) {
    const went: number[] = [];
    function* acquirer(number: number): Coroutine<boolean> {
      const isHeld = Boolean(yield* semaphore.acquire());
      went.push(number);
      return isHeld;
    }
    const tasks = Array.from({ length: count }, (_, index) => createTask(acquirer(index + 1)));
    return { went, tasks, add: () => createTask(acquirer(count + 1)) };
  }

  const doneOf = (tasks: Task<unknown>[]) => tasks.map((task) => task.done());

  it('is locked from the start when it has no permits [test_locks.SemaphoreTests.test_initial_value_zero]', () => {
    expect(new Kind(0).locked()).toBe(true);
  });

  // Python's text has the class's module and an address before the state; JavaScript knows neither.
  it('says in its text how many permits are free, or that it is locked, and how many wait [test_locks.SemaphoreTests.test_repr]', () => {
    runVirtual(function* () {
      const semaphore = new Kind();
      const { name } = Kind;
      expect(String(semaphore)).toBe(`<${name} [unlocked, value:1]>`);
      yield* semaphore.acquire();
      expect(String(semaphore)).toBe(`<${name} [locked]>`);
      acquirers(semaphore, 1);
      yield* turns(1);
      expect(String(semaphore)).toBe(`<${name} [locked, waiters:1]>`);
      acquirers(semaphore, 1);
      yield* turns(1);
      expect(String(semaphore)).toBe(`<${name} [locked, waiters:2]>`);
    });
  });

  it('cannot have fewer permits than none [test_locks.SemaphoreTests.test_semaphore_value]', () => {
    const error = thrownBy(() => new Kind(-1));
    expect(error).toBeInstanceOf(ValueError);
    expect(String(error)).toMatch(/^ValueError: Semaphore initial value must be >= 0\n/);
  });

  it('hands permits to those who wait, not to a newcomer [test_locks.SemaphoreTests.test_acquire]', () => {
    runVirtual(function* () {
      const semaphore = new Kind(3);
      expect(Boolean(yield* semaphore.acquire())).toBe(true);
      expect(Boolean(yield* semaphore.acquire())).toBe(true);
      expect(semaphore.locked()).toBe(false);
      const { went, tasks, add } = acquirers(semaphore, 3);
      yield* turns(1);
      expect(went).toEqual([1]);
      expect(semaphore._value).toBe(0);
      expect(String(semaphore)).toBe(`<${Kind.name} [locked, waiters:2]>`);
      const late = add();
      semaphore.release();
      semaphore.release();
      expect(semaphore._value).toBe(0); // they went from hand to hand
      yield* turns(1);
      expect(went).toEqual([1, 2, 3]);
      expect(tasks.map((task) => task.result())).toEqual([true, true, true]);
      expect(late.done()).toBe(false);
      expect(semaphore._value).toBe(0);
      expect(String(semaphore)).toBe(`<${Kind.name} [locked, waiters:1]>`);
      semaphore.release();
      expect(yield* late).toBe(true);
    });
  });

  it('is left by a waiter that is cancelled [test_locks.SemaphoreTests.test_acquire_cancel]', () => {
    runVirtual(function* () {
      const semaphore = yield* taken(1);
      const task = createTask(semaphore.acquire());
      getRunningLoop().callSoon(() => void task.cancel());
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(String(semaphore)).toBe(`<${Kind.name} [locked]>`);
    });
  });

  it('passes over waiters that are being cancelled [test_locks.SemaphoreTests.test_acquire_cancel_before_awoken]', () => {
    runVirtual(function* () {
      const semaphore = yield* taken(1);
      const { went, tasks } = acquirers(semaphore, 4);
      yield* turns(1);
      tasks[0]!.cancel();
      tasks[1]!.cancel();
      semaphore.release();
      yield* turns(2);
      expect(went).toEqual([3]);
      expect(doneOf(tasks)).toEqual([true, true, true, false]);
      tasks[3]!.cancel();
      yield* turns(1);
      expect(String(semaphore)).toBe(`<${Kind.name} [locked]>`);
    });
  });

  it('gives the permit to the second when the first is cancelled in the turn of the release (python/cpython#90155) [test_locks.SemaphoreTests.test_acquire_hang]', () => {
    runVirtual(function* () {
      const semaphore = yield* taken(1);
      const { went, tasks } = acquirers(semaphore, 2);
      yield* turns(1);
      tasks[0]!.cancel();
      semaphore.release();
      yield* turns(2);
      expect(went).toEqual([2]);
      expect(doneOf(tasks)).toEqual([true, true]);
      expect(semaphore.locked()).toBe(true);
    });
  });

  it('takes the permit back from a waiter that is cancelled after the grant [test_locks.SemaphoreTests.test_acquire_no_hang]', () => {
    runVirtual(function* () {
      const semaphore = new Kind(1);
      function* first(): Coroutine<void> {
        yield* withAsync(semaphore, () => sleep(0));
        second.cancel();
      }
      const holding = createTask(first());
      const second = createTask(
        withAsync(semaphore, function* () {
          expect.unreachable();
        }),
      );
      yield* holding;
      expect(yield* failureOf(second)).toBeInstanceOf(CancelledError);
      expect(String(semaphore)).toBe(`<${Kind.name} [unlocked, value:1]>`);
      yield* semaphore.acquire(); // a deadlock, were the permit lost
    });
  });

  it('is free again when it is released and nobody waits [test_locks.SemaphoreTests.test_release_no_waiters]', () => {
    runVirtual(function* () {
      const semaphore = new Kind();
      yield* semaphore.acquire();
      expect(semaphore.locked()).toBe(true);
      semaphore.release();
      expect(semaphore.locked()).toBe(false);
    });
  });

  it('is taken in turns by tasks that acquire it twice [test_locks.SemaphoreTests.test_acquire_fifo_order]', () => {
    runVirtual(function* () {
      const semaphore = new Kind(1);
      const order: string[] = [];
      function* twice(name: string): Coroutine<void> {
        for (const round of [1, 2]) {
          yield* semaphore.acquire();
          order.push(`${name}${round}`);
          yield* sleep(0.01);
          semaphore.release();
        }
      }
      const tasks = ['a', 'b', 'c'].map((name) => createTask(twice(name)));
      for (const task of tasks) yield* task;
      expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2']);
    });
  });

  it('puts a task that releases it and at once acquires it again behind an earlier waiter [test_locks.SemaphoreTests.test_acquire_fifo_order_2]', () => {
    runVirtual(function* () {
      const semaphore = yield* taken(2);
      semaphore.release();
      const order: string[] = [];
      function* keeping(name: string): Coroutine<void> {
        yield* semaphore.acquire();
        order.push(name);
      }
      function* greedy(): Coroutine<void> {
        yield* semaphore.acquire();
        order.push('greedy');
        semaphore.release();
        yield* semaphore.acquire();
        order.push('greedy again');
      }
      const tasks = [createTask(keeping('first')), createTask(greedy()), createTask(keeping('patient'))];
      yield* turns(1);
      expect(order).toEqual(['first']);
      semaphore.release(); // the permit that was held here
      semaphore.release(); // and the one of the first task
      for (const task of tasks) yield* task;
      expect(order).toEqual(['first', 'greedy', 'patient', 'greedy again']);
    });
  });

  it('serves the second and the third after the first was cancelled [test_locks.SemaphoreTests.test_acquire_fifo_order_3]', () => {
    runVirtual(function* () {
      const semaphore = yield* taken(2);
      const { went, tasks } = acquirers(semaphore, 3);
      yield* turns(1);
      tasks[0]!.cancel();
      yield* turns(1);
      semaphore.release();
      semaphore.release();
      yield* turns(1);
      expect(went).toEqual([2, 3]);
      expect(tasks[0]!.cancelled()).toBe(true);
    });
  });

  it('is locked while a woken waiter has not run, whatever is free; then all who came meanwhile are served [test_locks.SemaphoreTests.test_acquire_fifo_order_4]', () => {
    runVirtual(function* () {
      const semaphore = yield* taken(3);
      const order: string[] = [];
      function* log(line: string): Coroutine<void> {
        order.push(line);
      }
      function* first(): Coroutine<Task<void>> {
        yield* semaphore.acquire();
        expect(semaphore._value).toBe(0); // the other two permits went to those behind
        order.push('first');
        return createTask(log('made by first'));
      }
      function* releasing(): Coroutine<void> {
        for (let i = 0; i < 3; i++) semaphore.release();
        expect(semaphore._value).toBe(2);
        expect(semaphore.locked()).toBe(true);
        yield* semaphore.acquire();
        order.push('releasing');
      }
      function* third(): Coroutine<void> {
        yield* semaphore.acquire();
        expect(semaphore.locked()).toBe(true);
        order.push('third');
      }
      const made = createTask(first());
      const tasks = [createTask(releasing()), createTask(third())];
      yield* turns(1);
      expect(semaphore._value).toBe(2);
      expect(String(semaphore)).toBe(`<${Kind.name} [locked, waiters:3]>`);
      for (const task of tasks) yield* task;
      yield* yield* made;
      expect(order).toEqual(['first', 'releasing', 'third', 'made by first']);
    });
  });
});

describe('BoundedSemaphore', () => {
  it('cannot be released more often than it was acquired, and stays as it is [test_locks.SemaphoreTests.test_release_not_acquired]', () => {
    runVirtual(function* () {
      const semaphore = new BoundedSemaphore();
      const expectRefused = () => {
        const error = thrownBy(() => semaphore.release());
        expect(error).toBeInstanceOf(ValueError);
        // The first line is CPython's.
        expect(String(error)).toBe(
          'ValueError: BoundedSemaphore released too many times\n' +
            '  Release it once for each acquire(): <BoundedSemaphore [unlocked, value:1]>',
        );
        expect(String(semaphore)).toBe('<BoundedSemaphore [unlocked, value:1]>');
      };
      expectRefused();
      yield* semaphore.acquire();
      semaphore.release();
      expectRefused();
    });
  });
});
