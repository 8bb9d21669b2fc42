import { CancelledError, createTask, RuntimeError, ValueError, withAsync } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Barrier, BrokenBarrierError } from '../src/index.js';

function expectIdle(barrier: Barrier): void {
  expect([barrier.nWaiting, barrier.broken]).toEqual([0, false]);
  expect(String(barrier)).toBe(`<Barrier [filling, waiters:0/${barrier.parties}]>`);
}

describe('Barrier.wait', () => {
  it('gives each task of a round an index of its own, in the order they came', () => {
    runVirtual(function* () {
      const barrier = new Barrier(3);
      const tasks = [1, 2, 3].map(() => createTask(barrier.wait()));
      const indexes: number[] = [];
      for (const task of tasks) indexes.push(yield* task);
      expect(indexes).toEqual([0, 1, 2]);
      expectIdle(barrier);
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

  it('is not broken by one that is cancelled at the door', () => {
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
  it('may be called again before those who wait have left', () => {
    runVirtual(function* () {
      const barrier = new Barrier(3);
      const tasks = [createTask(barrier.wait()), createTask(barrier.wait())];
      yield* turns(1);
      yield* barrier.reset();
      yield* barrier.reset();
      expect(String(barrier)).toBe('<Barrier [resetting, waiters:0/3]>');
      for (const task of tasks) expect(yield* failureOf(task)).toBeInstanceOf(BrokenBarrierError);
      expectIdle(barrier);
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
});

describe('withAsync(barrier, …)', () => {
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

describe('Barrier', () => {
  it('names its coroutines', () => {
    const barrier = new Barrier(2);
    expect([barrier.wait(), barrier.reset(), barrier.abort()].map(String)).toEqual([
      '<coroutine Barrier.wait() created>',
      '<coroutine Barrier.reset() created>',
      '<coroutine Barrier.abort() created>',
    ]);
  });
});

describe('new Barrier', () => {
  it('takes a whole number of parties from 1 on', () => {
    for (const parties of [0.5, 2.5, NaN, Infinity]) {
      expect(() => new Barrier(parties)).toThrow(ValueError);
      expect(() => new Barrier(parties)).toThrow(
        `parties must be > 0\n  Give a whole number of tasks, not ${parties}`,
      );
    }
    expect(() => new Barrier('2' as never)).toThrow(
      new TypeError('parties must be a number, got "2"\n  Write new Barrier(3) for three tasks'),
    );
  });
});
