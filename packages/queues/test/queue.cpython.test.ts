/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_queues.py` pins down about the state, the text and the order of a
 * queue (`QueueBasicTests`, `LifoQueueTests`, `PriorityQueueTests`), in our words, and of all three queues where it
 * holds for all. Not here: `Queue[int]`, which makes a type at run time. Getting and putting are in
 * queue-get.cpython.test.ts and queue-put.cpython.test.ts.
 */
import { inspect } from 'node:util';

import { type Coroutine, createTask } from '@asyncio-ts/tasks';
import { runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { LifoQueue, PriorityQueue, Queue } from '../src/index.js';

describe.each([Queue, LifoQueue, PriorityQueue])('%o', (Kind) => {
  /** Puts a queue into each state that shows, one after the other. */
  function* expectShown(show: (queue: Queue<number>) => string): Coroutine<void> {
    const { name } = Kind;
    const endless = new Kind<number>();
    expect(show(endless)).toBe(`<${name} maxsize=0>`);
    const getter = createTask(endless.get());
    yield* turns(1);
    expect(show(endless)).toBe(`<${name} maxsize=0 _getters[1]>`);
    endless.putNowait(0);
    expect(yield* getter).toBe(0);

    const small = new Kind<number>(1);
    small.putNowait(1);
    expect(show(small)).toBe(`<${name} maxsize=1 _queue=[1] tasks=1>`);
    const putter = createTask(small.put(2));
    yield* turns(1);
    expect(show(small)).toBe(`<${name} maxsize=1 _queue=[1] _putters[1] tasks=1>`);
    small.getNowait();
    yield* putter;
    expect(show(small)).toBe(`<${name} maxsize=1 _queue=[2] tasks=2>`);
  }

  // CPython's `repr` has the address of the queue after the name, which tells queues apart and its `str` leaves out.
  // JavaScript knows no addresses.
  it('shows in the console who waits and what is in it [test_queues.QueueBasicTests.test_repr]', () => {
    runVirtual(() => expectShown((queue) => inspect(queue)));
  });

  it('says in its text who waits and what is in it [test_queues.QueueBasicTests.test_str]', () => {
    runVirtual(() => expectShown(String));
  });

  it('is empty until something is put in, and again when it was taken out [test_queues.QueueBasicTests.test_empty]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      expect([queue.empty(), queue.qsize()]).toEqual([true, 0]);
      yield* queue.put(1);
      expect([queue.empty(), queue.qsize()]).toEqual([false, 1]);
      expect(yield* queue.get()).toBe(1);
      expect([queue.empty(), queue.qsize()]).toEqual([true, 0]);
    });
  });

  it('is full with maxsize items, and never without a maxsize [test_queues.QueueBasicTests.test_full]', () => {
    runVirtual(function* () {
      const [small, endless, negative] = [new Kind<number>(1), new Kind<number>(), new Kind<number>(-1)];
      const queues = [small, endless, negative];
      expect(queues.map((queue) => queue.maxsize)).toEqual([1, 0, -1]);
      expect(queues.map((queue) => queue.full())).toEqual([false, false, false]);
      for (const queue of queues) yield* queue.put(1);
      expect(queues.map((queue) => queue.full())).toEqual([true, false, false]);
      small.getNowait();
      expect(small.full()).toBe(false);
    });
  });

  it('makes put() wait for room: each get() lets one go on, a turn later [test_queues.QueueBasicTests.test_maxsize]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(2);
      expect(queue.maxsize).toBe(2);
      const done: number[] = [];
      function* putAll(): Coroutine<string> {
        for (const item of [1, 2, 3, 4]) {
          yield* queue.put(item);
          done.push(item);
        }
        return 'all in';
      }
      const putting = createTask(putAll());
      yield* turns(3);
      expect(done).toEqual([1, 2]);
      for (const expected of [
        [1, 2, 3],
        [1, 2, 3, 4],
      ]) {
        yield* queue.get();
        expect(done).toEqual(expected.slice(0, -1));
        yield* turns(1);
        expect(done).toEqual(expected);
      }
      expect(putting.result()).toBe('all in');
      expect([yield* queue.get(), yield* queue.get()]).toHaveLength(2);
      expect(queue.empty()).toBe(true);
    });
  });
});

/** How 1, 3, 2 come out of a queue. */
function orderOf(queue: Queue<number>): number[] {
  return runVirtual(function* () {
    for (const item of [1, 3, 2]) yield* queue.put(item);
    return [yield* queue.get(), yield* queue.get(), yield* queue.get()];
  });
}

describe('the order of items', () => {
  it('of a Queue: first in, first out [test_queues.QueueBasicTests.test_order]', () => {
    expect(orderOf(new Queue())).toEqual([1, 3, 2]);
  });

  it('of a LifoQueue: last in, first out [test_queues.LifoQueueTests.test_order]', () => {
    expect(orderOf(new LifoQueue())).toEqual([2, 3, 1]);
  });

  it('of a PriorityQueue: the smallest first [test_queues.PriorityQueueTests.test_order]', () => {
    expect(orderOf(new PriorityQueue())).toEqual([1, 2, 3]);
  });
});
