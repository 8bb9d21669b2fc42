import {
  CancelledError,
  type Coroutine,
  createTask,
  RuntimeError,
  type Task,
  ValueError,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
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

describe('Barrier.wait', () => {
  it('gives each task of a round an index of its own, in the order they came', () => {
    runVirtual(function* () {
      const barrier = new Barrier(3);
      const indexes: number[] = [];
      yield* together(3, function* (number) {
        indexes[number] = yield* barrier.wait();
      });
      expect(indexes).toEqual([0, 1, 2]);
      expectIdle(barrier);
    });
  });

  it('never waits when one party is enough, again and again', () => {
    runVirtual(function* () {
      const barrier = new Barrier(1);
      expect(yield* barrier.wait()).toBe(0);
      expect(yield* barrier.wait()).toBe(0);
      expect(
        yield* withAsync(barrier, function* (index) {
          return `index ${index}`;
        }),
      ).toBe('index 0');
      expectIdle(barrier);
    });
  });

  it('counts those who wait, until the last one comes', () => {
    runVirtual(function* () {
      const barrier = new Barrier(3);
      const tasks: Task<number>[] = [];
      for (const waiting of [1, 2, 0]) {
        tasks.push(createTask(barrier.wait()));
        yield* turns(1);
        expect(barrier.nWaiting).toBe(waiting);
        expect(barrier.broken).toBe(false);
      }
      for (const task of tasks) yield* task;
      expectIdle(barrier);
    });
  });

  it('lets the same tasks pass in rounds, with all indexes given out in each', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const rounds: number[][] = [[], [], []];
      yield* together(PARTIES, function* () {
        for (const indexes of rounds) indexes.push(yield* barrier.wait());
      });
      for (const indexes of rounds) expect(indexes.sort()).toEqual([0, 1, 2, 3, 4]);
      expectIdle(barrier);
    });
  });

  it('drains until the last one has left', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const states: boolean[] = [];
      yield* together(PARTIES, function* () {
        yield* barrier.wait();
        states.push(String(barrier).includes('draining, waiters:0/5'));
      });
      expect(states).toEqual([true, true, true, true, false]);
    });
  });

  it('keeps those who come while it drains at the door, and counts them for the next round', () => {
    runVirtual(function* () {
      const barrier = new Barrier(2);
      const early = createTask(barrier.wait());
      yield* turns(1);
      const last = createTask(barrier.wait()); // passes at once
      const next = createTask(barrier.wait());
      yield* turns(1);
      expect([early.done(), last.done(), next.done()]).toEqual([false, true, false]);
      expect(barrier.nWaiting).toBe(0);
      yield* turns(2);
      expect([early.done(), next.done()]).toEqual([true, false]);
      expect(barrier.nWaiting).toBe(1);
      expect(yield* barrier.wait()).toBe(1);
      expect(yield* next).toBe(0);
    });
  });

  it('is not broken by a waiter that is cancelled, which is just not counted any more', () => {
    runVirtual(function* () {
      const barrier = new Barrier(3);
      const [cancelled, second] = [createTask(barrier.wait()), createTask(barrier.wait())];
      yield* turns(1);
      expect(barrier.nWaiting).toBe(2);
      cancelled.cancel();
      yield* turns(1);
      expect(barrier.nWaiting).toBe(1);
      expect(yield* failureOf(cancelled)).toBeInstanceOf(CancelledError);
      const third = createTask(barrier.wait());
      yield* turns(1);
      expect(barrier.nWaiting).toBe(2);
      yield* barrier.wait();
      yield* second;
      yield* third;
      expectIdle(barrier);
    });
  });

  it('is not broken by one that is cancelled at the door either', () => {
    runVirtual(function* () {
      const barrier = new Barrier(2);
      const early = createTask(barrier.wait());
      yield* turns(1);
      yield* barrier.wait();
      const next = createTask(barrier.wait());
      yield* turns(1);
      next.cancel();
      expect(yield* failureOf(next)).toBeInstanceOf(CancelledError);
      yield* early;
      expectIdle(barrier);
    });
  });
});

describe('Barrier.reset', () => {
  it('changes nothing in an idle barrier', () => {
    runVirtual(function* () {
      const barrier = new Barrier(1);
      yield* barrier.reset();
      expectIdle(barrier);
    });
  });

  it('breaks those who wait, and then the barrier can be used again', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const tasks = [1, 2, 3, 4].map(() => createTask(attempt(barrier)));
      yield* turns(1);
      yield* barrier.reset();
      expect(String(barrier)).toBe('<Barrier [resetting, waiters:0/5]>');
      yield* barrier.reset(); // once is enough
      for (const task of tasks) expect(yield* task).toBe('broken');
      expectIdle(barrier);
      yield* together(PARTIES, function* () {
        expect(yield* attempt(barrier)).toBe('passed');
      });
    });
  });

  it('tells those who wait that it was a reset', () => {
    runVirtual(function* () {
      const barrier = new Barrier(2);
      const task = createTask(barrier.wait());
      yield* turns(1);
      yield* barrier.reset();
      const error = yield* failureOf(task);
      expect(error).toBeInstanceOf(RuntimeError);
      expect(String(error)).toBe(
        'BrokenBarrierError: Abort or reset of barrier\n  It was reset; it can be waited for again',
      );
    });
  });

  it('in the middle of draining breaks only those who are still inside', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      let out = 0;
      const ends: string[] = [];
      yield* together(PARTIES, function* () {
        ends.push(yield* attempt(barrier));
        if (++out === 3) yield* barrier.reset();
      });
      expect(ends).toEqual(['passed', 'passed', 'passed', 'broken', 'broken']);
      expectIdle(barrier);
    });
  });

  it('in the middle of draining lets those at the door wait on, for a round with those who were broken', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      let out = 0;
      const ends: string[] = [];
      yield* together(PARTIES, function* (number) {
        const first = yield* attempt(barrier);
        if (++out === 3) yield* barrier.reset();
        ends.push(`${number} ${first}, ${yield* attempt(barrier)}`);
      });
      expect(ends.sort()).toEqual([
        ...[
          '0 passed, passed',
          '1 passed, passed',
          '2 broken, passed',
          '3 broken, passed',
          '4 passed, passed',
        ],
      ]);
      expectIdle(barrier);
    });
  });

  it('lets the broken ones wait again at once, with a newcomer', () => {
    runVirtual(function* () {
      const barrier = new Barrier(3);
      const ends: string[] = [];
      function* twice(): Coroutine<void> {
        ends.push(yield* attempt(barrier));
        ends.push(yield* attempt(barrier));
      }
      const tasks = [createTask(twice()), createTask(twice())];
      yield* turns(1);
      yield* barrier.reset();
      const newcomer = createTask(attempt(barrier));
      for (const task of tasks) yield* task;
      expect(yield* newcomer).toBe('passed');
      expect(ends).toEqual(['broken', 'broken', 'passed', 'passed']);
      expectIdle(barrier);
    });
  });

  it('by the last one out does not disturb those who wait for the next round', () => {
    runVirtual(function* () {
      const barrier = new Barrier(3);
      let out = 0;
      const ends: string[] = [];
      yield* together(3, function* () {
        yield* barrier.wait();
        if (++out === 3) yield* barrier.reset();
        for (let round = 0; round < 2; round++) ends.push(yield* attempt(barrier));
      });
      expect(ends).toEqual(['passed', 'passed', 'passed', 'passed', 'passed', 'passed']);
      expectIdle(barrier);
    });
  });
});

describe('Barrier.abort', () => {
  it('breaks the barrier for all who wait and all who come', () => {
    runVirtual(function* () {
      const barrier = new Barrier(2);
      const waiting = createTask(barrier.wait());
      yield* turns(1);
      yield* barrier.abort();
      expect(barrier.broken).toBe(true);
      expect(barrier.nWaiting).toBe(0);
      expect(String(barrier)).toBe('<Barrier [broken]>');
      expect(String(yield* failureOf(waiting))).toBe(
        'BrokenBarrierError: Abort or reset of barrier\n  It was aborted; reset() makes it usable again',
      );
      expect(String(yield* failureOf(barrier.wait()))).toBe(
        'BrokenBarrierError: Barrier aborted\n  reset() makes it usable again',
      );
      expect(yield* failureOf(withAsync(barrier, function* () {}))).toBeInstanceOf(BrokenBarrierError);
    });
  });

  it('in the middle of draining breaks those inside and those at the door, and they stay broken', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      let out = 0;
      const inside: string[] = [];
      const atTheDoor: string[] = [];
      yield* together(PARTIES, function* () {
        const first = yield* attempt(barrier);
        if (first === 'broken') inside.push(first);
        else if (++out === 3) yield* barrier.abort();
        else atTheDoor.push(yield* attempt(barrier));
      });
      expect([inside, atTheDoor]).toEqual([
        ['broken', 'broken'],
        ['broken', 'broken'],
      ]);
      expect(String(barrier)).toBe('<Barrier [broken]>');
    });
  });

  it('by a task that fails between two rounds breaks all others at their next wait', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      const ends: string[] = [];
      yield* together(PARTIES, function* (number) {
        const first = yield* attempt(barrier);
        if (number === 3) yield* barrier.abort();
        else ends.push(`${number} ${first}, ${yield* attempt(barrier)}`);
      });
      expect(ends.sort()).toEqual([
        '0 passed, broken',
        '1 passed, broken',
        '2 passed, broken',
        '4 passed, broken',
      ]);
      expect(barrier.broken).toBe(true);
    });
  });

  it('is over with a reset', () => {
    runVirtual(function* () {
      const barrier = new Barrier(PARTIES);
      yield* barrier.abort();
      expect(yield* attempt(barrier)).toBe('broken');
      yield* barrier.reset();
      expectIdle(barrier);
      yield* together(PARTIES, function* () {
        expect(yield* attempt(barrier)).toBe('passed');
      });
      expectIdle(barrier);
    });
  });
});

describe('withAsync(barrier, …)', () => {
  it('waits for all, gives the body the index, and does nothing at the end', () => {
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

  it('lets an error of the body pass', () => {
    runVirtual(function* () {
      const error = new RangeError('mine');
      const failing = withAsync(new Barrier(1), function* () {
        throw error;
      });
      expect(yield* failureOf(failing)).toBe(error);
    });
  });
});

describe('new Barrier', () => {
  it('takes a whole number of parties from 1 on', () => {
    for (const parties of [0, -4, 2.5, NaN, Infinity]) {
      expect(() => new Barrier(parties)).toThrow(ValueError);
      expect(() => new Barrier(parties)).toThrow(
        `parties must be > 0\n  Give a whole number of tasks, not ${parties}`,
      );
    }
    expect(() => new Barrier('2' as never)).toThrow(
      new TypeError('parties must be a number, got "2"\n  Write new Barrier(3) for three tasks'),
    );
    expect(new Barrier(PARTIES).parties).toBe(PARTIES);
  });
});
