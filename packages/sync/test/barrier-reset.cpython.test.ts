/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_locks.py`, `BarrierTests`, pins down about `reset` and `abort`, in our
 * words. The order of the lines in the logs is not asked for there; it is what these programs do on CPython 3.13.0.
 */
import { type Coroutine, createTask } from '@asyncio-ts/tasks';
import { runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Barrier, BrokenBarrierError } from '../src/index.js';

const PARTIES = 5;

/** So many tasks of the same kind, awaited. */
function* together(count: number, body: (number: number) => Coroutine<void>): Coroutine<void> {
  const tasks = Array.from({ length: count }, (_, number) => createTask(body(number)));
  for (const task of tasks) yield* task;
}

/** Waits, and says how that ended. */
function* attempt(barrier: Barrier): Coroutine<'passed' | 'broken'> {
  try {
    yield* barrier.wait();
    return 'passed';
  } catch (error) {
    if (error instanceof BrokenBarrierError) return 'broken';
    throw error;
  }
}

function expectIdle(barrier: Barrier): void {
  expect([barrier.nWaiting, barrier.broken]).toEqual([0, false]);
  expect(String(barrier)).toBe(`<Barrier [filling, waiters:0/${barrier.parties}]>`);
}

function expectBroken(barrier: Barrier): void {
  expect([barrier.nWaiting, barrier.broken]).toEqual([0, true]);
  expect(String(barrier)).toBe('<Barrier [broken]>');
}

describe('Barrier.reset', () => {
  it('changes nothing in an idle barrier [test_locks.BarrierTests.test_reset_barrier]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(1);
      const task = createTask(barrier.reset());
      yield* turns(1);
      expect(task.done()).toBe(true);
      expectIdle(barrier);
    });
  });

  it('breaks those who wait, and then the barrier can be used again [test_locks.BarrierTests.test_reset_barrier_while_tasks_waiting]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const tasks = [1, 2, 3, 4].map(() => createTask(attempt(barrier)));
      yield* turns(1);
      expect(barrier.nWaiting).toBe(4);
      const resetting = createTask(barrier.reset());
      for (const task of tasks) expect(yield* task).toBe('broken');
      expect(resetting.done()).toBe(true);
      expectIdle(barrier);
      yield* together(PARTIES, function* () {
        expect(yield* attempt(barrier)).toBe('passed');
      });
    });
  });

  it('in the middle of draining breaks only those who are still inside [test_locks.BarrierTests.test_reset_barrier_when_tasks_half_draining]', () => {
    const log: string[] = [];
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      let inside = PARTIES;
      yield* together(PARTIES, function* (number) {
        log.push(`${number} ${yield* attempt(barrier)}`);
        if (--inside !== 2) return;
        yield* barrier.reset();
        log.push(String(barrier));
      });
      expectIdle(barrier);
    });
    expect(log).toEqual([
      ...['4 passed', '0 passed', '1 passed', '<Barrier [resetting, waiters:0/5]>', '2 broken', '3 broken'],
    ]);
  });

  it('in the middle of draining lets those at the door wait on, for a round with those who were broken [test_locks.BarrierTests.test_reset_barrier_when_tasks_half_draining_half_blocking]', () => {
    const log: string[] = [];
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      let out = 0;
      yield* together(PARTIES, function* (number) {
        log.push(`${number} ${yield* attempt(barrier)}`);
        if (++out === 3) yield* barrier.reset();
        log.push(`${number} again ${yield* attempt(barrier)}`);
      });
      expectIdle(barrier);
    });
    expect(log).toEqual([
      ...['4 passed', '0 passed', '1 passed', '2 broken', '3 broken'],
      ...['2 again passed', '3 again passed', '4 again passed', '0 again passed', '1 again passed'],
    ]);
  });

  it('lets the broken ones wait again at once, with a newcomer [test_locks.BarrierTests.test_reset_barrier_while_tasks_waiting_and_waiting_again]', () => {
    const log: string[] = [];
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const tasks = [0, 1, 2, 3].map((number) =>
        createTask(
          (function* (): Coroutine<void> {
            log.push(`${number} ${yield* attempt(barrier)}`);
            log.push(`${number} again as ${yield* barrier.wait()}`);
          })(),
        ),
      );
      createTask(barrier.reset());
      yield* turns(1);
      expect(String(barrier)).toBe('<Barrier [resetting, waiters:0/5]>');
      expect(log).toEqual([]);
      const newcomer = createTask(
        (function* (): Coroutine<void> {
          log.push(`the newcomer as ${yield* barrier.wait()}`);
        })(),
      );
      for (const task of [...tasks, newcomer]) yield* task;
      expectIdle(barrier);
    });
    expect(log).toEqual([
      ...['0 broken', '1 broken', '2 broken', '3 broken'],
      ...['2 again as 4', '3 again as 0', 'the newcomer as 1', '0 again as 2', '1 again as 3'],
    ]);
  });

  it('by the last one out does not disturb those who wait for the next round [test_locks.BarrierTests.test_reset_barrier_while_tasks_draining]', () => {
    const rounds: string[][] = [[], []];
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      let out = 0;
      yield* together(PARTIES, function* (number) {
        yield* barrier.wait();
        if (++out === PARTIES) {
          expectIdle(barrier); // the others are at the door, and not counted yet
          yield* barrier.reset();
          expectIdle(barrier);
        }
        for (const round of rounds) round.push(`${number} as ${yield* barrier.wait()}`);
      });
      expectIdle(barrier);
    });
    expect(rounds).toEqual([
      ['2 as 4', '3 as 0', '4 as 1', '0 as 2', '1 as 3'],
      ['0 as 4', '1 as 0', '2 as 1', '3 as 2', '4 as 3'],
    ]);
  });
});

describe('Barrier.abort', () => {
  it('breaks an idle barrier [test_locks.BarrierTests.test_abort_barrier]', () => {
    runVirtual(function* () {
      const barrier = new Barrier(1);
      const task = createTask(barrier.abort());
      yield* turns(1);
      expect(task.done()).toBe(true);
      expectBroken(barrier);
      expect(yield* attempt(barrier)).toBe('broken');
    });
  });

  it('in the middle of draining breaks those inside and those at the door [test_locks.BarrierTests.test_abort_barrier_when_tasks_half_draining_half_blocking]', () => {
    const log: string[] = [];
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      let out = 0;
      yield* together(PARTIES, function* (number) {
        const end = yield* attempt(barrier);
        log.push(`${number} ${end}`);
        if (end === 'broken') return;
        if (++out === 3) yield* barrier.abort();
        else log.push(`${number} at the door ${yield* attempt(barrier)}`);
      });
      expectBroken(barrier);
    });
    expect(log).toEqual([
      ...['4 passed', '0 passed', '1 passed', '2 broken', '3 broken'],
      ...['4 at the door broken', '0 at the door broken'],
    ]);
  });

  it('by a task that fails between two rounds breaks all others at their next wait [test_locks.BarrierTests.test_abort_barrier_when_exception]', () => {
    const log: string[] = [];
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      function* party(number: number): Coroutine<void> {
        try {
          const index = yield* barrier.wait();
          log.push(`${number} as ${index}`);
          if (index === 2) throw new RangeError('fails');
          yield* barrier.wait();
          log.push(`${number} never gets here`);
        } catch (error) {
          if (error instanceof RangeError) yield* barrier.abort();
          log.push(`${number} ${String(error).split('\n')[0]}`);
        }
      }
      yield* together(PARTIES, party);
      expectBroken(barrier);
    });
    // 3 was still inside when 2 failed.
    expect(log).toEqual([
      ...['4 as 4', '0 as 0', '1 as 1', '2 as 2', '2 RangeError: fails'],
      '3 BrokenBarrierError: Abort or reset of barrier',
      ...[4, 0, 1].map((number) => `${number} BrokenBarrierError: Barrier aborted`),
    ]);
  });

  it('is over with a reset: all can pass again [test_locks.BarrierTests.test_abort_barrier_when_exception_then_resetting]', () => {
    const ends: string[] = [];
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const all = new Barrier(PARTIES); // nobody is at `barrier` while it is reset
      yield* together(PARTIES, function* (number) {
        const first = yield* attempt(barrier);
        let second = 'aborted';
        if (number === 2) yield* barrier.abort();
        else second = yield* attempt(barrier);
        if ((yield* all.wait()) === 2) {
          expectBroken(barrier);
          yield* barrier.reset();
          expectIdle(barrier);
        }
        yield* all.wait();
        ends.push(`${number} ${first}, ${second}, ${yield* attempt(barrier)}`);
      });
      expectIdle(barrier);
    });
    expect(ends.sort()).toEqual([
      ...['0 passed, broken, passed', '1 passed, broken, passed', '2 passed, aborted, passed'],
      ...['3 broken, broken, passed', '4 passed, broken, passed'],
    ]);
  });
});
