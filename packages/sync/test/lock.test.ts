import { coroutine, createTask } from '@asyncio-ts/tasks';
import { runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Lock } from '../src/index.js';

describe('Lock', () => {
  it('shows in the stack of a task that waits for it', () => {
    runVirtual(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const enters = coroutine(function* enters() {
        yield* lock.acquire();
      });
      const task = createTask(enters());
      yield* turns(1);
      expect(task.getStack()).toEqual(['enters', 'Lock.acquire']);
      task.cancel();
      yield* turns(1);
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

  it('stays with its holder when one who waits is cancelled', () => {
    runVirtual(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const [first, next] = [createTask(lock.acquire()), createTask(lock.acquire())];
      yield* turns(1);
      first.cancel();
      yield* turns(2);
      expect([first.cancelled(), next.done()]).toEqual([true, false]);
      lock.release();
      yield* next;
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

  it('names its coroutines', () => {
    expect(String(new Lock().acquire())).toBe('<coroutine Lock.acquire() created>');
  });

  it('shows in the text of a task that waits for it', () => {
    runVirtual(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const task = createTask(lock.acquire());
      yield* turns(1);
      expect(String(lock)).toBe('<Lock [locked, waiters:1]>');
      expect(String(task)).toContain('wait_for=<Waiter pending at <Lock [locked, waiters:1]>>');
      lock.release();
      yield* task;
    });
  });
});
