/** What is the same for all that is acquired and released. */
import { type Coroutine, createTask, RuntimeError, sleep, withAsync } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { BoundedSemaphore, Condition, type Held, Lock, Semaphore } from '../src/index.js';

describe.each([Lock, Condition, Semaphore, BoundedSemaphore])('withAsync(%o)', (Kind) => {
  it('releases it when the body throws, and when it is cancelled', () => {
    runVirtual(function* () {
      const lock = new Kind();
      const error = new RangeError('mine');
      const failing = withAsync(lock, function* () {
        throw error;
      });
      expect(yield* failureOf(failing)).toBe(error);
      expect(lock.locked()).toBe(false);

      const task = createTask(withAsync(lock, () => sleep(1)));
      yield* turns(1);
      expect(lock.locked()).toBe(true);
      task.cancel();
      yield* turns(1);
      expect(lock.locked()).toBe(false);
    });
  });

  it('has nothing to release when it was cancelled before it was acquired', () => {
    runVirtual(function* () {
      const lock = new Kind();
      yield* lock.acquire();
      const task = createTask(withAsync(lock, () => sleep(1)));
      yield* turns(1);
      task.cancel();
      yield* turns(1);
      expect(task.cancelled()).toBe(true);
      expect(lock.locked()).toBe(true);
    });
  });
});

describe.each([Lock, Condition, Semaphore, BoundedSemaphore])('using held = yield* %o.acquire()', (Kind) => {
  it('releases it at the end of the block, also when that throws', () => {
    runVirtual(function* () {
      const lock = new Kind();
      {
        using held = yield* lock.acquire();
        expect(held).toBeTruthy();
        expect(lock.locked()).toBe(true);
      }
      expect(lock.locked()).toBe(false);
      expect(() => {
        using _held = lock.acquire().next().value as Held;
        throw new RangeError('mine');
      }).toThrow('mine');
      expect(lock.locked()).toBe(false);
    });
  });

  it('releases it once, however often it is disposed of', () => {
    runVirtual(function* () {
      const lock = new Kind();
      const held = yield* lock.acquire();
      held[Symbol.dispose]();
      const next = yield* lock.acquire();
      held[Symbol.dispose]();
      expect(lock.locked()).toBe(true);
      next[Symbol.dispose]();
      expect(lock.locked()).toBe(false);
    });
  });

  it('shows its state in one line', () => {
    runVirtual(function* () {
      const lock = new Kind();
      const held = yield* lock.acquire();
      const kind = Kind === Condition ? 'Lock' : Kind.name;
      expect(String(held)).toBe(`<Held <${kind} [locked]>>`);
      held[Symbol.dispose]();
      expect(String(held)).toBe('<Held released>');
    });
  });
});

describe('using held = yield* lock.acquire()', () => {
  it('does nothing at the end of the block after lock.release(), also if others hold the lock by then', () => {
    runVirtual(function* () {
      const lock = new Lock();
      function* user(): Coroutine<void> {
        using held = yield* lock.acquire();
        lock.release();
        expect(String(held)).toBe('<Held released>');
        yield* turns(2);
      }
      const task = createTask(user());
      yield* turns(1);
      yield* lock.acquire();
      yield* task;
      expect(lock.locked()).toBe(true);
    });
  });

  it('unlike withAsync, which then releases what is not held', () => {
    runVirtual(function* () {
      const lock = new Lock();
      const twice = withAsync(lock, function* () {
        lock.release();
      });
      expect(yield* failureOf(twice)).toBeInstanceOf(RuntimeError);
    });
  });
});
