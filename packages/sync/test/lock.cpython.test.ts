/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_locks.py`, `LockTests`, pins down, in our words. Not here: that
 * awaiting the lock itself and a `loop` argument are errors, which guards syntax and API that Python once had.
 * `with` blocks are in lock-like.cpython.test.ts.
 */
import {
  CancelledError,
  type Coroutine,
  createTask,
  Future,
  getRunningLoop,
  RuntimeError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Lock } from '../src/index.js';

describe('Lock', () => {
  // Python's text has the class's module and an address before the state; JavaScript knows neither.
  it('says in its text whether it is locked [test_locks.LockTests.test_repr]', () => {
    runVirtual(function* () {
      const lock = new Lock();
      expect(String(lock)).toBe('<Lock [unlocked]>');
      yield* lock.acquire();
      expect(String(lock)).toBe('<Lock [locked]>');
    });
  });

  it('is had one release, one turn, and one waiter at a time, first come, first served [test_locks.LockTests.test_acquire]', () => {
    runVirtual(function* () {
      const lock = new Lock();
      const result: number[] = [];
      function* waiter(number: number): Coroutine<boolean> {
        const isHeld = Boolean(yield* lock.acquire());
        result.push(number);
        return isHeld;
      }
      expect(Boolean(yield* lock.acquire())).toBe(true);
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

  it('is left by a waiter that is cancelled [test_locks.LockTests.test_acquire_cancel]', () => {
    runVirtual(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const task = createTask(lock.acquire());
      getRunningLoop().callSoon(() => void task.cancel('enough'));
      expect(yield* failureOf(task)).toEqual(new CancelledError('enough'));
      expect(String(lock)).toBe('<Lock [locked]>');
    });
  });

  it('passes over a waiter that is being cancelled while the holder releases it [test_locks.LockTests.test_cancel_race]', () => {
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
      expect(String(lock)).toBe('<Lock [locked, waiters:2]>');
      until.setResult();
      b.cancel();
      expect(String(lock)).toBe('<Lock [locked, waiters:2]>'); // b is cancelled, and still in the queue
      yield* turns(1);
      expect(lock.locked()).toBe(false);
      expect([a.done(), b.cancelled(), c.done()]).toEqual([true, true, false]);
      yield* c;
      expect(held).toEqual(['a', 'c']);
    });
  });

  it('is had by one other task only when the first waiter is cancelled and the lock released in one callback [test_locks.LockTests.test_cancel_release_race]', () => {
    runVirtual(function* () {
      const lock = new Lock();
      let asked = 0;
      const held: number[] = [];
      function* user(number: number): Coroutine<void> {
        asked++;
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
      expect([asked, held]).toEqual([3, [2]]);
      yield* turns(3);
      expect(held).toEqual([2]);
      expect([first!.cancelled(), second!.done(), third!.done()]).toEqual([true, true, false]);
      third!.cancel();
      yield* turns(1);
      expect(third!.cancelled()).toBe(true);
    });
  });

  it('is held again one turn after the first waiter was cancelled and the lock released [test_locks.LockTests.test_finished_waiter_cancelled]', () => {
    runVirtual(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const first = createTask(lock.acquire());
      yield* turns(1);
      expect(String(lock)).toBe('<Lock [locked, waiters:1]>');
      const second = createTask(lock.acquire());
      first.cancel();
      lock.release();
      yield* turns(1);
      expect(lock.locked()).toBe(true);
      expect(first.cancelled()).toBe(true);
      yield* second;
    });
  });

  it('cannot be released unless it is held, and stays as it is [test_locks.LockTests.test_release_not_acquired]', () => {
    runVirtual(function* () {
      const lock = new Lock();
      const error = thrownBy(() => lock.release());
      expect(error).toBeInstanceOf(RuntimeError);
      // The first line is CPython's.
      expect(String(error)).toBe(
        'RuntimeError: Lock is not acquired.\n  Release it once for each acquire(): <Lock [unlocked]>',
      );
      yield* lock.acquire();
      expect(lock.locked()).toBe(true);
    });
  });

  it('is free at once when it is released and nobody waits [test_locks.LockTests.test_release_no_waiters]', () => {
    runVirtual(function* () {
      const lock = new Lock();
      expect(lock.locked()).toBe(false);
      yield* lock.acquire();
      expect(lock.locked()).toBe(true);
      lock.release();
      expect(lock.locked()).toBe(false);
    });
  });
});
