/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_locks.py`, `BarrierTests`, pins down about meeting at a barrier, in
 * our words; `reset` and `abort` are in barrier-reset.cpython.test.ts. Not here: that awaiting the barrier itself is an
 * error, which guards syntax.
 */
import {
  CancelledError,
  type Coroutine,
  createTask,
  type Task,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Barrier, BrokenBarrierError } from '../src/index.js';

const PARTIES = 5;

/** So many tasks of the same kind, awaited. */
function* together<T>(count: number, body: (number: number) => Coroutine<T>): Coroutine<T[]> {
  const tasks = Array.from({ length: count }, (_, number) => createTask(body(number)));
  const results: T[] = [];
  for (const task of tasks) results.push(yield* task);
  return results;
}

function expectIdle(barrier: Barrier): void {
  expect([barrier.nWaiting, barrier.broken]).toEqual([0, false]);
  expect(String(barrier)).toBe(`<Barrier [filling, waiters:0/${barrier.parties}]>`);
}

describe('new Barrier', () => {
  it('needs one party at least [test_locks.BarrierTests.test_barrier_parties]', () => {
    for (const parties of [0, -4]) {
      const error = thrownBy(() => new Barrier(parties));
      expect(error).toBeInstanceOf(ValueError);
      expect(String(error)).toMatch(/^ValueError: parties must be > 0\n/); // CPython 3.13 says the same
    }
    expect(new Barrier(PARTIES).parties).toBe(PARTIES);
  });
});

describe('Barrier', () => {
  // Python's text has the class's module and an address before the state; JavaScript knows neither.
  it('says in its text what state it is in, and how many of the parties wait [test_locks.BarrierTests.test_repr]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const tasks: Task<unknown>[] = [];
      /** So many come, and have a turn. */
      function* come(count: number): Coroutine<string> {
        for (let i = 0; i < count; i++) tasks.push(createTask(failureOrIndex()));
        yield* turns(1);
        return String(barrier);
      }
      function* failureOrIndex(): Coroutine {
        try {
          return yield* barrier.wait();
        } catch (error) {
          expect(error).toBeInstanceOf(BrokenBarrierError);
          return 'broken';
        }
      }
      expect(String(barrier)).toBe('<Barrier [filling, waiters:0/5]>');
      expect(yield* come(2)).toBe('<Barrier [filling, waiters:2/5]>');
      expect(yield* come(3)).toBe('<Barrier [draining, waiters:0/5]>');
      expect(yield* come(2)).toBe('<Barrier [filling, waiters:2/5]>');
      yield* barrier.reset();
      expect(String(barrier)).toBe('<Barrier [resetting, waiters:0/5]>');
      expect(yield* come(2)).toBe('<Barrier [filling, waiters:2/5]>');
      yield* barrier.abort();
      expect(String(barrier)).toBe('<Barrier [broken]>');
      expect(barrier.broken).toBe(true);
      const ends: unknown[] = [];
      for (const task of tasks) ends.push(yield* task);
      expect(ends).toEqual([0, 1, 2, 3, 4, 'broken', 'broken', 'broken', 'broken']);
    });
  });

  it('waits for all in withAsync, gives each body an index of its own, and is not held [test_locks.BarrierTests.test_context_manager]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(3);
      const indexes: number[] = [];
      yield* together(3, function* () {
        yield* withAsync(barrier, function* (index) {
          indexes.push(index);
        });
      });
      expect(indexes.sort()).toEqual([0, 1, 2]);
      expectIdle(barrier);
    });
  });

  it('of one party makes nobody wait [test_locks.BarrierTests.test_filling_one_task]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(1);
      const task = createTask(turns(1));
      const answer = yield* withAsync(barrier, function* (index) {
        return `index ${index}`;
      });
      expect(answer).toBe('index 0');
      expect(String(task)).toContain('pending'); // not a turn has passed
      expectIdle(barrier);
    });
  });

  it('of one party lets each through at once, one after the other, as number 0 [test_locks.BarrierTests.test_filling_one_task_twice]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(1);
      for (let round = 0; round < 2; round++) {
        const task = createTask(barrier.wait());
        yield* turns(1);
        expect(task.result()).toBe(0);
        expectIdle(barrier);
      }
    });
  });

  it('counts those who wait, until the last one comes [test_locks.BarrierTests.test_filling_task_by_task]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(3);
      const tasks: Task<number>[] = [];
      for (const [waiting, state] of [
        [1, 'filling'],
        [2, 'filling'],
        [0, 'draining'],
      ] as const) {
        tasks.push(createTask(barrier.wait()));
        yield* turns(1);
        expect([barrier.nWaiting, barrier.broken]).toEqual([waiting, false]);
        expect(String(barrier)).toBe(`<Barrier [${state}, waiters:${waiting}/3]>`);
      }
      for (const task of tasks) yield* task;
      expectIdle(barrier);
    });
  });

  it('lets the same tasks pass twice [test_locks.BarrierTests.test_filling_tasks_wait_twice]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const passed: string[] = [];
      yield* together(PARTIES, function* () {
        yield* withAsync(barrier, function* () {
          passed.push('outer');
          yield* withAsync(barrier, function* () {
            passed.push('inner');
          });
        });
      });
      // Nobody passes the second time before all have passed the first time.
      expect(passed).toEqual([...Array<string>(5).fill('outer'), ...Array<string>(5).fill('inner')]);
      expectIdle(barrier);
    });
  });

  it('gives out all indexes in each round [test_locks.BarrierTests.test_filling_tasks_check_return_value]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const rounds = yield* together(PARTIES, function* (): Coroutine<[number, number, number]> {
        return [yield* barrier.wait(), yield* barrier.wait(), yield* barrier.wait()];
      });
      for (const round of [0, 1, 2]) {
        expect(rounds.map((indexes) => indexes[round]!).sort()).toEqual([0, 1, 2, 3, 4]);
      }
      expectIdle(barrier);
    });
  });

  it('drains until the last one has left [test_locks.BarrierTests.test_draining_state]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const states: string[] = [];
      yield* together(PARTIES, function* () {
        yield* barrier.wait();
        states.push(String(barrier));
      });
      const draining = '<Barrier [draining, waiters:0/5]>';
      expect(states).toEqual([
        ...[draining, draining, draining, draining],
        '<Barrier [filling, waiters:0/5]>',
      ]);
      expectIdle(barrier);
    });
  });

  it('keeps those who come while it drains at the door, and counts them for the next round [test_locks.BarrierTests.test_blocking_tasks_while_draining]', () => {
    const log: string[] = [];
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const others = new Barrier(3);
      let out = 0;
      yield* together(PARTIES, function* (number) {
        yield* barrier.wait();
        if (++out <= 2) {
          log.push(`${number} to the door, ${barrier.nWaiting} wait`);
          yield* barrier.wait();
        } else {
          log.push(`${number} to the others, ${barrier.nWaiting} wait`);
          yield* others.wait();
          log.push(`${number} met them, ${barrier.nWaiting} wait`);
          yield* barrier.wait();
        }
        log.push(`${number} out`);
      });
      expectIdle(barrier);
      expectIdle(others);
    });
    // As CPython 3.13.0 does it. 4 and 0 are at the door until 3 has left, and count from then on.
    expect(log).toEqual([
      ...['4 to the door, 0 wait', '0 to the door, 0 wait', '1 to the others, 0 wait'],
      ...['2 to the others, 0 wait', '3 to the others, 0 wait', '3 met them, 0 wait', '1 met them, 3 wait'],
      ...['2 met them, 4 wait', '2 out', '3 out', '4 out', '0 out', '1 out'],
    ]);
  });

  it('is not broken by a waiter that is cancelled, which is just not counted any more [test_locks.BarrierTests.test_filling_tasks_cancel_one]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(3);
      const [cancelled, second] = [createTask(barrier.wait()), createTask(barrier.wait())];
      yield* turns(1);
      expect(barrier.nWaiting).toBe(2);
      cancelled.cancel();
      yield* turns(1);
      expect([barrier.nWaiting, barrier.broken]).toEqual([1, false]);
      expect(yield* failureOf(cancelled)).toBeInstanceOf(CancelledError);
      const third = createTask(barrier.wait());
      yield* turns(1);
      expect(barrier.nWaiting).toBe(2);
      // The index is how many were there before; the first has left since, in CPython as well.
      expect([yield* barrier.wait(), yield* second, yield* third]).toEqual([2, 1, 1]);
      expectIdle(barrier);
    });
  });
});
