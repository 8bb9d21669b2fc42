import {
  CancelledError,
  type Coroutine,
  createTask,
  getRunningLoop,
  RuntimeError,
  sleep,
  type Task,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Condition, Lock } from '../src/index.js';

/** Tasks that wait, and say so in `went` once they go on, with the lock held. */
function waiters(condition: Condition, count: number, { release }: { release: boolean }) {
  const went: number[] = [];
  function* waiter(number: number): Coroutine<boolean> {
    yield* condition.acquire();
    const answer = yield* condition.wait();
    went.push(number);
    if (release) condition.release();
    return answer;
  }
  const tasks = Array.from({ length: count }, (_, index) => createTask(waiter(index + 1)));
  return { went, tasks };
}

describe('Condition.wait', () => {
  it('releases the lock, and goes on once it was notified and has the lock again', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const { went, tasks } = waiters(condition, 3, { release: false });
      yield* turns(1);
      expect(condition.locked()).toBe(false);

      yield* condition.acquire();
      condition.notify();
      yield* turns(1);
      expect(went).toEqual([]); // notified, but the lock is held

      condition.release();
      yield* turns(1);
      expect(went).toEqual([1]);
      expect(condition.locked()).toBe(true);

      condition.notify(2);
      yield* turns(1);
      expect(went).toEqual([1]);
      condition.release();
      yield* turns(1);
      expect(went).toEqual([1, 2]);
      condition.release();
      yield* turns(1);
      expect(went).toEqual([1, 2, 3]);
      expect(condition.locked()).toBe(true);
      expect(tasks.map((task) => task.result())).toEqual([true, true, true]);
    });
  });

  it('holds the lock again when it was cancelled', () => {
    runVirtual(function* () {
      const condition = new Condition();
      yield* condition.acquire();
      const task = createTask(condition.wait());
      getRunningLoop().callSoon(() => void task.cancel());
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(String(condition)).toBe('<Condition [locked]>');
    });
  });

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

  it('ends with the lock held when a notified waiter is cancelled and the lock released in the same turn', () => {
    runVirtual(function* () {
      const condition = new Condition();
      yield* condition.acquire();
      const task = createTask(condition.wait());
      yield* turns(1);
      yield* condition.acquire();
      condition.notify();
      getRunningLoop().callSoon(() => void task.cancel());
      getRunningLoop().callSoon(() => condition.release());
      yield* failureOf(task);
      expect(condition.locked()).toBe(true);
    });
  });

  it('lets the end of the block release the lock when it was cancelled while it waited for the lock', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const task = createTask(withAsync(condition, () => condition.wait()));
      yield* turns(1);
      yield* condition.acquire();
      condition.notify();
      yield* turns(1);
      task.cancel();
      yield* turns(1);
      condition.release();
      yield* turns(1);
      expect(task.cancelled()).toBe(true);
      expect(condition.locked()).toBe(false);
    });
  });

  it('throws the very error that cancelled it, wherever it was', () => {
    for (const place of ['waits for a notification', 'waits for the lock'] as const) {
      runVirtual(function* () {
        const condition = new Condition();
        let seen: unknown;
        const task = createTask(
          withAsync(condition, function* () {
            try {
              yield* condition.wait();
            } catch (error) {
              seen = error;
              throw error;
            }
          }),
        );
        yield* turns(1);
        if (place === 'waits for the lock') {
          yield* condition.acquire();
          condition.notify();
          yield* turns(1);
        }
        task.cancel('this one');
        if (condition.locked()) condition.release();
        const thrown = yield* failureOf(task);
        expect(thrown).toEqual(new CancelledError('this one'));
        expect(thrown).toBe(seen);
      });
    }
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
      const { went, tasks } = waiters(condition, 3, { release: true });
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

  it('can be limited in time by a task of its own, and the lock is held afterwards', () => {
    runVirtual(function* () {
      const condition = new Condition();
      yield* withAsync(condition, function* () {
        const waiting = createTask(condition.wait());
        getRunningLoop().callLater(0.5, () => void waiting.cancel());
        expect(yield* failureOf(waiting)).toBeInstanceOf(CancelledError);
        expect(getRunningLoop().time()).toBe(0.5);
        expect(condition.locked()).toBe(true);
      });
      expect(condition.locked()).toBe(false);
    });
  });

  it('needs the lock, and changes nothing without it', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const error = yield* failureOf(condition.wait());
      expect(error).toBeInstanceOf(RuntimeError);
      expect(String(error)).toBe(
        'RuntimeError: cannot wait on un-acquired lock\n  ' +
          'Put it into yield* withAsync(condition, function* () { … }): <Condition [unlocked]>',
      );
      expect(condition.locked()).toBe(false);
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

describe('a notification', () => {
  /** Two consumers of `items`; the first is notified of one and cancelled. */
  function* loseNothing(cancel: (consumer: Task<unknown>) => Coroutine<void>): Coroutine<void> {
    const condition = new Condition();
    let items = 0;
    function* consume(): Coroutine<void> {
      yield* withAsync(condition, function* () {
        for (;;) {
          yield* condition.waitFor(() => items !== 0);
          if (items < 0) return;
          items--;
          condition.notifyAll();
        }
      });
    }
    const consumers = [createTask(consume()), createTask(consume())];
    yield* turns(1);
    yield* withAsync(condition, function* () {
      items++;
      condition.notify(1);
      yield* cancel(consumers[0]!);
      yield* condition.waitFor(() => items === 0); // a deadlock, if the notification is lost
      items = -1;
      condition.notifyAll();
    });
    yield* consumers[1]!;
    expect(consumers[0]!.cancelled()).toBe(true);
  }

  it('goes to another waiter when the notified one is cancelled before it runs (python/cpython#111693)', () => {
    runVirtual(() =>
      loseNothing(function* (consumer) {
        consumer.cancel();
      }),
    );
  });

  it('goes to another waiter when the notified one is cancelled while it waits for the lock', () => {
    runVirtual(() =>
      loseNothing(function* (consumer) {
        yield* sleep(0);
        consumer.cancel();
      }),
    );
  });
});

describe('Condition.waitFor', () => {
  it('waits until its predicate is true, whatever it is notified of', () => {
    runVirtual(function* () {
      const condition = new Condition();
      let value = 0;
      function* waiter(): Coroutine<number | undefined> {
        return yield* withAsync(condition, () => condition.waitFor(() => value));
      }
      const task = createTask(waiter());
      yield* turns(1);
      for (const next of [0, 7]) {
        expect(task.done()).toBe(false);
        value = next;
        yield* withAsync(condition, function* () {
          condition.notify();
        });
        yield* turns(2);
      }
      expect(task.result()).toBe(7);
    });
  });

  it('returns what the predicate returned, without the lock if it is true at once', () => {
    runVirtual(function* () {
      const condition = new Condition();
      expect(yield* condition.waitFor(() => [1, 2, 3])).toEqual([1, 2, 3]);
      expect(yield* failureOf(condition.waitFor(() => false))).toBeInstanceOf(RuntimeError);
    });
  });

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
  it('wakes the one that has waited longest, or as many as it is told, if there are so many', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const { went } = waiters(condition, 3, { release: true });
      yield* turns(1);
      yield* condition.acquire();
      condition.notify(1);
      condition.release();
      yield* turns(1);
      expect(went).toEqual([1]);
      yield* condition.acquire();
      condition.notify(0);
      condition.notify(-1);
      condition.notify(1);
      condition.notify(2048);
      condition.release();
      yield* turns(1);
      expect(went).toEqual([1, 2, 3]);
    });
  });

  it('wakes all with notifyAll', () => {
    runVirtual(function* () {
      const condition = new Condition();
      const { went } = waiters(condition, 2, { release: true });
      yield* turns(1);
      yield* condition.acquire();
      condition.notifyAll();
      condition.release();
      yield* turns(1);
      expect(went).toEqual([1, 2]);
    });
  });

  it('needs the lock', () => {
    const condition = new Condition();
    expect(() => condition.notify()).toThrow(RuntimeError);
    expect(() => condition.notifyAll()).toThrow('cannot notify on un-acquired lock');
  });

  it('takes a number', () => {
    runVirtual(function* () {
      const condition = new Condition();
      yield* condition.acquire();
      expect(() => condition.notify('2' as never)).toThrow(
        new TypeError('n must be a number of tasks, got "2"\n  notifyAll() wakes all'),
      );
      expect(() => condition.notify(NaN)).toThrow(ValueError);
    });
  });
});

describe('Condition', () => {
  it('shares the lock that it is given', () => {
    runVirtual(function* () {
      const lock = new Lock();
      const [one, other] = [new Condition({ lock }), new Condition({ lock })];
      const states = () => [lock.locked(), one.locked(), other.locked()];
      yield* withAsync(one, function* () {
        expect(states()).toEqual([true, true, true]);
      });
      expect(states()).toEqual([false, false, false]);
      yield* withAsync(lock, function* () {
        expect(states()).toEqual([true, true, true]);
      });
      expect(states()).toEqual([false, false, false]);
    });
  });

  it('notifies only those who wait for it, not those of another condition with the same lock', () => {
    runVirtual(function* () {
      const lock = new Lock();
      const [full, empty] = [new Condition({ lock }), new Condition({ lock })];
      const a = waiters(full, 1, { release: true });
      const b = waiters(empty, 1, { release: true });
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

  it('shows its state in one line', () => {
    runVirtual(function* () {
      const condition = new Condition();
      expect(String(condition)).toBe('<Condition [unlocked]>');
      const { tasks } = waiters(condition, 2, { release: true });
      yield* turns(1);
      expect(String(condition)).toBe('<Condition [unlocked, waiters:2]>');
      yield* withAsync(condition, function* () {
        expect(String(condition)).toBe('<Condition [locked, waiters:2]>');
        condition.notifyAll();
      });
      for (const task of tasks) yield* task;
    });
  });
});
