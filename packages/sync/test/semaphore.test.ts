import { createTask, ValueError } from '@asyncio-ts/tasks';
import { runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { BoundedSemaphore, Semaphore } from '../src/index.js';

describe.each([Semaphore, BoundedSemaphore])('%o', (Kind) => {
  it('takes the permit back from a waiter that is cancelled after the grant, and wakes the next', () => {
    runVirtual(function* () {
      const semaphore = new Kind(1);
      yield* semaphore.acquire();
      const [first, second] = [createTask(semaphore.acquire()), createTask(semaphore.acquire())];
      yield* turns(1);
      semaphore.release();
      first.cancel();
      yield* turns(2);
      expect([first.cancelled(), second.cancelled(), second.done()]).toEqual([true, false, true]);
      semaphore.release();
      yield* semaphore.acquire();
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

  it('takes a whole number of permits from 0 on, or Infinity', () => {
    runVirtual(function* () {
      for (const value of [-0.5, 1.5, NaN, -Infinity]) {
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
});

describe('Semaphore', () => {
  it('may be released more often than it was acquired, and then has more permits', () => {
    const semaphore = new Semaphore(0);
    semaphore.release();
    semaphore.release();
    expect(String(semaphore)).toBe('<Semaphore [unlocked, value:2]>');
  });

  it('names its coroutines', () => {
    expect(String(new Semaphore().acquire())).toBe('<coroutine Semaphore.acquire() created>');
  });
});
