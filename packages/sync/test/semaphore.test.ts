import {
  CancelledError,
  type Coroutine,
  createTask,
  getRunningLoop,
  sleep,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { BoundedSemaphore, Semaphore } from '../src/index.js';

/** Tasks that acquire a permit each, keep it, and say so in `went`. */
function acquirers(semaphore: Semaphore, count: number) {
  const went: number[] = [];
  function* acquirer(number: number): Coroutine<void> {
    yield* semaphore.acquire();
    went.push(number);
  }
  const tasks = Array.from({ length: count }, (_, index) => createTask(acquirer(index + 1)));
  return { went, tasks, add: () => createTask(acquirer(count + 1)) };
}

describe.each([Semaphore, BoundedSemaphore])('%o', (Kind) => {
  it('has one permit unless told otherwise, and may have none', () => {
    runVirtual(function* () {
      expect(new Kind(0).locked()).toBe(true);
      const semaphore = new Kind();
      expect(semaphore.locked()).toBe(false);
      expect(Boolean(yield* semaphore.acquire())).toBe(true);
      expect(semaphore.locked()).toBe(true);
      semaphore.release();
      expect(semaphore.locked()).toBe(false);
    });
  });

  it('hands permits to those who wait, not to a newcomer', () => {
    runVirtual(function* () {
      const semaphore = new Kind(3);
      yield* semaphore.acquire();
      yield* semaphore.acquire();
      const { went, tasks, add } = acquirers(semaphore, 3);
      yield* turns(1);
      expect(went).toEqual([1]);
      expect(String(semaphore)).toBe(`<${Kind.name} [locked, waiters:2]>`);
      const late = add();
      semaphore.release();
      semaphore.release();
      yield* turns(1);
      expect(went).toEqual([1, 2, 3]);
      expect(tasks.map((task) => task.done())).toEqual([true, true, true]);
      expect(late.done()).toBe(false);
      expect(String(semaphore)).toBe(`<${Kind.name} [locked, waiters:1]>`);
      semaphore.release();
      yield* late;
    });
  });

  it('is left by a waiter that is cancelled', () => {
    runVirtual(function* () {
      const semaphore = new Kind();
      yield* semaphore.acquire();
      const task = createTask(semaphore.acquire());
      getRunningLoop().callSoon(() => void task.cancel());
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(String(semaphore)).toBe(`<${Kind.name} [locked]>`);
    });
  });

  it('passes over waiters that are being cancelled', () => {
    runVirtual(function* () {
      const semaphore = new Kind(1);
      yield* semaphore.acquire();
      const { went, tasks } = acquirers(semaphore, 4);
      yield* turns(1);
      tasks[0]!.cancel();
      tasks[1]!.cancel();
      semaphore.release();
      yield* turns(2);
      expect(went).toEqual([3]);
      tasks[3]!.cancel();
      yield* turns(1);
    });
  });

  it('gives the permit to the second when the first is cancelled in the turn of the release (python/cpython#90155)', () => {
    runVirtual(function* () {
      const semaphore = new Kind(1);
      yield* semaphore.acquire();
      const { went, tasks } = acquirers(semaphore, 2);
      yield* turns(1);
      tasks[0]!.cancel();
      semaphore.release();
      yield* turns(2);
      expect(went).toEqual([2]);
      expect(semaphore.locked()).toBe(true);
    });
  });

  it('takes the permit back from a waiter that is cancelled after the grant, and wakes the next', () => {
    runVirtual(function* () {
      const semaphore = new Kind(1);
      yield* semaphore.acquire();
      const { went, tasks } = acquirers(semaphore, 2);
      yield* turns(1);
      semaphore.release();
      tasks[0]!.cancel();
      yield* turns(2);
      expect(went).toEqual([2]);
      semaphore.release();
      yield* semaphore.acquire();
    });
  });

  it('takes the permit back when nobody else waits', () => {
    runVirtual(function* () {
      const semaphore = new Kind(1);
      const second = createTask(
        (function* (): Coroutine<void> {
          yield* turns(1);
          yield* withAsync(semaphore, function* () {
            throw new RangeError('it never gets here');
          });
        })(),
      );
      yield* withAsync(semaphore, () => sleep(1));
      second.cancel();
      expect(yield* failureOf(second)).toBeInstanceOf(CancelledError);
      yield* semaphore.acquire(); // a deadlock, if the permit is lost
    });
  });

  it('takes the permit back from a waiter that is closed instead of cancelled', () => {
    runVirtual(function* () {
      const semaphore = new Kind(1);
      yield* semaphore.acquire();
      const byHand = semaphore.acquire()[Symbol.iterator]();
      byHand.next();
      const next = createTask(semaphore.acquire());
      yield* turns(1);
      semaphore.release();
      byHand.return(undefined as never);
      yield* next;
    });
  });

  it('is taken in turns by tasks that acquire it twice', () => {
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

  it('puts a task that releases it and at once acquires it again behind an earlier waiter', () => {
    runVirtual(function* () {
      const semaphore = new Kind(1);
      const order: string[] = [];
      function* greedy(): Coroutine<void> {
        yield* semaphore.acquire();
        order.push('greedy');
        yield* turns(1);
        semaphore.release();
        yield* semaphore.acquire();
        order.push('greedy again');
        semaphore.release();
      }
      function* patient(): Coroutine<void> {
        yield* semaphore.acquire();
        order.push('patient');
        semaphore.release();
      }
      const tasks = [createTask(greedy()), createTask(patient())];
      for (const task of tasks) yield* task;
      expect(order).toEqual(['greedy', 'patient', 'greedy again']);
    });
  });

  it('serves the second and the third after the first was cancelled', () => {
    runVirtual(function* () {
      const semaphore = new Kind(2);
      yield* semaphore.acquire();
      yield* semaphore.acquire();
      const { went, tasks } = acquirers(semaphore, 3);
      yield* turns(1);
      tasks[0]!.cancel();
      yield* turns(1);
      semaphore.release();
      semaphore.release();
      yield* turns(1);
      expect(went).toEqual([2, 3]);
    });
  });

  it('is locked while a woken waiter has not run, whatever is free; then all who came meanwhile are served', () => {
    runVirtual(function* () {
      const semaphore = new Kind(3);
      for (let i = 0; i < 3; i++) yield* semaphore.acquire();
      const order: string[] = [];
      function* first(): Coroutine<void> {
        yield* semaphore.acquire();
        order.push('first');
        createTask(
          (function* (): Coroutine<void> {
            order.push('made by first');
          })(),
        );
      }
      function* releasing(): Coroutine<void> {
        for (let i = 0; i < 3; i++) semaphore.release();
        expect(semaphore.locked()).toBe(true);
        yield* semaphore.acquire();
        order.push('releasing');
      }
      function* third(): Coroutine<void> {
        yield* semaphore.acquire();
        expect(semaphore.locked()).toBe(true);
        order.push('third');
      }
      const tasks = [createTask(first()), createTask(releasing()), createTask(third())];
      yield* turns(1);
      expect(String(semaphore)).toBe(`<${Kind.name} [locked, waiters:3]>`);
      for (const task of tasks) yield* task;
      yield* turns(1);
      expect(order).toEqual(['first', 'releasing', 'third', 'made by first']);
    });
  });

  it('takes a whole number of permits from 0 on, or Infinity', () => {
    runVirtual(function* () {
      for (const value of [-1, 1.5, NaN, -Infinity]) {
        const make = () => new Kind(value);
        expect(make).toThrow(ValueError);
        expect(make).toThrow(
          `Semaphore initial value must be >= 0\n  Give a whole number of permits, not ${value}`,
        );
      }
      expect(() => new Kind('2' as never)).toThrow(
        new TypeError(
          'Semaphore initial value must be a number, got "2"\n  Write new Semaphore(3) for three permits',
        ),
      );
      const unlimited = new Kind(Infinity);
      for (let i = 0; i < 100; i++) yield* unlimited.acquire();
      expect(unlimited.locked()).toBe(false);
      unlimited.release();
    });
  });

  it('shows its state in one line', () => {
    runVirtual(function* () {
      const semaphore = new Kind(2);
      expect(String(semaphore)).toBe(`<${Kind.name} [unlocked, value:2]>`);
      yield* semaphore.acquire();
      expect(String(semaphore)).toBe(`<${Kind.name} [unlocked, value:1]>`);
      yield* semaphore.acquire();
      expect(String(semaphore)).toBe(`<${Kind.name} [locked]>`);
    });
  });
});

describe('Semaphore', () => {
  it('may be released more often than it was acquired, and then has more permits', () => {
    const semaphore = new Semaphore(0);
    semaphore.release();
    semaphore.release();
    expect(String(semaphore)).toBe('<Semaphore [unlocked, value:2]>');
  });
});

describe('BoundedSemaphore', () => {
  it('may not be released more often than it was acquired, and stays as it is', () => {
    runVirtual(function* () {
      const semaphore = new BoundedSemaphore(1);
      expect(() => semaphore.release()).toThrow(ValueError);
      expect(() => semaphore.release()).toThrow(
        'BoundedSemaphore released too many times\n' +
          '  Release it once for each acquire(): <BoundedSemaphore [unlocked, value:1]>',
      );
      yield* semaphore.acquire();
      semaphore.release();
      expect(() => semaphore.release()).toThrow(ValueError);
      expect(String(semaphore)).toBe('<BoundedSemaphore [unlocked, value:1]>');
    });
  });
});
