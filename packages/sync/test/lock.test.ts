import {
  CancelledError,
  type Coroutine,
  createTask,
  Future,
  getRunningLoop,
  RuntimeError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Lock } from '../src/index.js';

describe('Lock', () => {
  it('is free at first, held after acquire(), and free at once after release()', () => {
    runVirtual(function* () {
      const lock = new Lock();
      expect(lock.locked()).toBe(false);
      expect(Boolean(yield* lock.acquire())).toBe(true);
      expect(lock.locked()).toBe(true);
      lock.release();
      expect(lock.locked()).toBe(false);
    });
  });

  it('is had one release, one turn, and one waiter at a time, first come, first served', () => {
    runVirtual(function* () {
      const lock = new Lock();
      const result: number[] = [];
      function* waiter(number: number): Coroutine<boolean> {
        yield* lock.acquire();
        result.push(number);
        return true;
      }
      yield* lock.acquire();
      const tasks = [createTask(waiter(1)), createTask(waiter(2))];
      yield* turns(1);
      expect(result).toEqual([]);
      lock.release();
      yield* turns(1);
      expect(result).toEqual([1]);
      yield* turns(1);
      expect(result).toEqual([1]);
      tasks.push(createTask(waiter(3)));
      lock.release();
      yield* turns(1);
      expect(result).toEqual([1, 2]);
      lock.release();
      yield* turns(1);
      expect(result).toEqual([1, 2, 3]);
      expect(tasks.map((task) => task.result())).toEqual([true, true, true]);
    });
  });

  it('is left by a waiter that is cancelled', () => {
    runVirtual(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const task = createTask(lock.acquire());
      getRunningLoop().callSoon(() => void task.cancel('enough'));
      expect(yield* failureOf(task)).toEqual(new CancelledError('enough'));
      expect(String(lock)).toBe('<Lock [locked]>');
    });
  });

  it('passes over a waiter that is being cancelled while the holder releases it', () => {
    runVirtual(function* () {
      const lock = new Lock();
      const held: string[] = [];
      function* user(name: string, until?: Future<void>): Coroutine<void> {
        yield* withAsync(lock, function* () {
          held.push(name);
          if (until !== undefined) yield* until;
        });
      }
      const until = new Future<void>();
      const a = createTask(user('a', until));
      yield* turns(1);
      const b = createTask(user('b'));
      const c = createTask(user('c'));
      yield* turns(1);
      until.setResult();
      b.cancel();
      yield* turns(1);
      expect(lock.locked()).toBe(false);
      expect(a.done()).toBe(true);
      expect(b.cancelled()).toBe(true);
      yield* c;
      expect(held).toEqual(['a', 'c']);
    });
  });

  it('is had by exactly one other when the first waiter is cancelled and the lock released in one callback', () => {
    runVirtual(function* () {
      const lock = new Lock();
      const held: number[] = [];
      function* user(number: number): Coroutine<void> {
        yield* lock.acquire();
        held.push(number);
      }
      yield* lock.acquire();
      const [first, second, third] = [1, 2, 3].map((number) => createTask(user(number)));
      yield* turns(1);
      getRunningLoop().callSoon(() => {
        first!.cancel();
        lock.release();
      });
      expect(yield* failureOf(first!)).toBeInstanceOf(CancelledError);
      yield* turns(3);
      expect(held).toEqual([2]);
      expect([first!.cancelled(), second!.done(), third!.done()]).toEqual([true, true, false]);
      third!.cancel();
      yield* turns(1);
      expect(third!.cancelled()).toBe(true);
    });
  });

  it('is not lost when the waiter that a release has woken is cancelled before it runs', () => {
    runVirtual(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const woken = createTask(lock.acquire());
      const next = createTask(lock.acquire());
      yield* turns(1);
      lock.release(); // first the wake-up, then the cancellation
      woken.cancel();
      yield* turns(1);
      expect(woken.cancelled()).toBe(true);
      yield* next;
      expect(String(lock)).toBe('<Lock [locked]>');
    });
  });

  it('is held again one turn after the first waiter was cancelled and the lock released', () => {
    runVirtual(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const first = createTask(lock.acquire());
      yield* turns(1);
      const second = createTask(lock.acquire());
      first.cancel();
      lock.release();
      yield* turns(1);
      expect(lock.locked()).toBe(true);
      expect(first.cancelled()).toBe(true);
      yield* second;
    });
  });

  it('is taken at once by a newcomer when all who wait are cancelled', () => {
    runVirtual(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const tasks = [createTask(lock.acquire()), createTask(lock.acquire())];
      yield* turns(1);
      for (const task of tasks) task.cancel();
      lock.release();
      yield* lock.acquire(); // suspends nowhere: the cancelled tasks have not run yet
      expect(String(lock)).toBe('<Lock [locked, waiters:2]>');
      yield* turns(1);
      expect(String(lock)).toBe('<Lock [locked]>');
    });
  });

  it('goes on to the next one when a waiter is closed instead of cancelled', () => {
    runVirtual(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const byHand = lock.acquire()[Symbol.iterator]();
      byHand.next();
      const next = createTask(lock.acquire());
      yield* turns(1);
      lock.release();
      byHand.return(undefined as never);
      yield* next;
    });
  });

  it('cannot be released unless it is held, and stays as it is', () => {
    runVirtual(function* () {
      const lock = new Lock();
      expect(() => lock.release()).toThrow(RuntimeError);
      expect(() => lock.release()).toThrow(
        'Lock is not acquired.\n  Release it once for each acquire(): <Lock [unlocked]>',
      );
      yield* lock.acquire();
      expect(lock.locked()).toBe(true);
    });
  });

  it('shows its state in one line', () => {
    runVirtual(function* () {
      const lock = new Lock();
      expect(String(lock)).toBe('<Lock [unlocked]>');
      yield* lock.acquire();
      expect(String(lock)).toBe('<Lock [locked]>');
      const task = createTask(lock.acquire());
      yield* turns(1);
      expect(String(lock)).toBe('<Lock [locked, waiters:1]>');
      expect(String(task)).toContain('wait_for=<Waiter pending at <Lock [locked, waiters:1]>>');
      lock.release();
      yield* task;
    });
  });
});
