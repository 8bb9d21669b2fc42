import {
  CancelledError,
  type Coroutine,
  createTask,
  RuntimeError,
  sleep,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Condition, Lock } from '../src/index.js';

/** Tasks that wait for a notification, and say so in `went` once they go on. */
function waiters(condition: Condition, count: number) {
  const went: number[] = [];
  function* waiter(number: number): Coroutine<void> {
    yield* condition.acquire();
    yield* condition.wait();
    went.push(number);
    condition.release();
  }
  const tasks = Array.from({ length: count }, (_, index) => createTask(waiter(index + 1)));
  return { went, tasks };
}

describe('Condition.wait', () => {
  it('is over only when it has the lock again, also if cancelled while another one holds it', () => {
    runVirtual(function* () {
      const condition = new Condition();
      yield* condition.acquire();
      const task = createTask(condition.wait());
      yield* turns(1);
      yield* condition.acquire();
      condition.notify();
      yield* turns(1); // it waits for the lock now
      task.cancel('stop');
      yield* turns(3);
      expect(task.done()).toBe(false);
      condition.release();
      yield* turns(1);
      expect(task.cancelled()).toBe(true);
      expect(condition.locked()).toBe(true);
    });
  });

  it('throws the last of several cancellations', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const task = createTask(withAsync(condition, () => condition.wait()));
      yield* turns(1);
      yield* condition.acquire();
      for (const message of ['first', 'second', 'third']) {
        task.cancel(message);
        yield* turns(1);
      }
      condition.release();
      expect(yield* failureOf(task)).toEqual(new CancelledError('third'));
      expect(condition.locked()).toBe(false);
    });
  });

  it('wakes another one for nothing when it is cancelled without a notification, and leaves the others alone', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const { went, tasks } = waiters(condition, 3);
      yield* turns(1);
      tasks[1]!.cancel();
      yield* turns(2);
      expect(tasks[1]!.cancelled()).toBe(true);
      condition.release(); // the cancelled task had the lock, and did not release it
      yield* turns(2);
      expect(went).toEqual([1]); // CPython wakes it, too: the protocol allows that
      yield* withAsync(condition, function* () {
        condition.notifyAll();
      });
      yield* tasks[2]!;
    });
  });

  it('lets an error pass that is no cancellation when it cannot get the lock again', () => {
    class TornLock extends Lock {
      torn = false;
      override acquire() {
        if (this.torn) throw new RangeError('torn');
        return super.acquire();
      }
    }
    runVirtual(function* () {
      const lock = new TornLock();
      const condition = new Condition({ lock });
      yield* condition.acquire();
      const tasks = [createTask(condition.wait())];
      yield* turns(1);
      yield* condition.acquire();
      tasks.push(createTask(condition.wait()));
      yield* turns(1);
      yield* condition.acquire();
      condition.notify();
      lock.torn = true;
      lock.release();
      expect(yield* failureOf(tasks[0]!)).toEqual(new RangeError('torn'));
      // its notification went on to the other one, which then meets the same
      expect(yield* failureOf(tasks[1]!)).toEqual(new RangeError('torn'));
    });
  });
});

describe('Condition.waitFor', () => {
  it('takes plain functions only', () => {
    runVirtual(function* () {
      const condition = new Condition();
      expect(() => condition.waitFor(true as never)).toThrow(
        new TypeError('predicate must be a function, got true\n  Write waitFor(() => items.length > 0)'),
      );
      expect(yield* failureOf(condition.waitFor(() => sleep(1, false)))).toEqual(
        new TypeError(
          'predicate must answer at once, but returned <coroutine sleep() created>\n  Give a plain function',
        ),
      );
      expect(yield* failureOf(condition.waitFor(() => Promise.resolve(false)))).toBeInstanceOf(TypeError);
      expect(yield* failureOf(condition.waitFor(function* () {}))).toBeInstanceOf(TypeError);
      expect(yield* failureOf(condition.waitFor(() => null))).toBeInstanceOf(RuntimeError);
    });
  });

  it('throws what the predicate throws, with the lock held', () => {
    runVirtual(function* () {
      const condition = new Condition();
      yield* withAsync(condition, function* () {
        const error = new RangeError('no');
        const thrown = yield* failureOf(
          condition.waitFor(() => {
            throw error;
          }),
        );
        expect(thrown).toBe(error);
        expect(condition.locked()).toBe(true);
      });
    });
  });
});

describe('Condition.notify', () => {
  it('takes a number', () => {
    runVirtual(function* () {
      const condition = new Condition();
      yield* condition.acquire();
      expect(() => condition.notify('2' as never)).toThrow(
        new TypeError('n must be a number of tasks, got "2"\n  notifyAll() wakes all'),
      );
      expect(() => condition.notify(NaN)).toThrow(
        new ValueError('n must be a number of tasks, got NaN\n  notifyAll() wakes all'),
      );
    });
  });
});

describe('Condition', () => {
  it('notifies only those who wait for it, not those of another condition with the same lock', () => {
    runVirtual(function* () {
      const lock = new Lock();
      const [full, empty] = [new Condition({ lock }), new Condition({ lock })];
      const a = waiters(full, 1);
      const b = waiters(empty, 1);
      yield* turns(1);
      yield* withAsync(lock, function* () {
        empty.notifyAll();
      });
      yield* turns(1);
      expect([a.went, b.went]).toEqual([[], [1]]);
      yield* withAsync(lock, function* () {
        full.notifyAll();
      });
      yield* a.tasks[0]!;
    });
  });

  it('names its coroutines', () => {
    const condition = new Condition();
    expect([condition.wait(), condition.waitFor(() => true)].map(String)).toEqual([
      '<coroutine Condition.wait() created>',
      '<coroutine Condition.waitFor() created>',
    ]);
  });

  it('takes a Lock, in an object', () => {
    const hint = '\n  Write new Condition({ lock })';
    expect(() => new Condition({ lock: 7 as never })).toThrow(
      new TypeError(`lock must be a Lock, in an object, got 7${hint}`),
    );
    expect(() => new Condition(new Lock() as never)).toThrow(
      new TypeError(`lock must be a Lock, in an object, got <Lock [unlocked]>${hint}`),
    );
    expect(new Condition({ lock: undefined }).locked()).toBe(false);
  });
});
