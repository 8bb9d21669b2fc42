/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_queues.py`, `QueueGetTests`, pins down, in our words, and of all three
 * queues where the order of items does not matter.
 */
import { CancelledError, type Coroutine, createTask, getRunningLoop, TimeoutError } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns, within } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { LifoQueue, PriorityQueue, Queue, QueueEmpty } from '../src/index.js';

describe.each([Queue, LifoQueue, PriorityQueue])('get of %o', (Kind) => {
  it('returns on the spot when there is an item [test_queues.QueueGetTests.test_blocking_get]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      queue.putNowait(1);
      let turn = 0;
      getRunningLoop().callSoon(() => turn++);
      expect(yield* queue.get()).toBe(1);
      expect(turn).toBe(0);
    });
  });

  // CPython's test plants a waiter of its own among the private ones; here two tasks really wait to put.
  it('wakes the putter that came first, and only that one [test_queues.QueueGetTests.test_get_with_putters]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      yield* queue.put(1);
      const putters = [createTask(queue.put(2)), createTask(queue.put(3))];
      yield* turns(1);
      expect(yield* queue.get()).toBe(1);
      yield* turns(3);
      expect(putters.map((putter) => putter.done())).toEqual([true, false]);
      expect(yield* queue.get()).toBe(2);
      expect(yield* queue.get()).toBe(3);
    });
  });

  it('waits for an item [test_queues.QueueGetTests.test_blocking_get_wait]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const loop = getRunningLoop();
      const getter = createTask(queue.get());
      loop.callLater(0.01, () => queue.putNowait(7));
      yield* turns(2);
      expect(getter.done()).toBe(false);
      expect(yield* getter).toBe(7);
      expect(loop.time()).toBe(0.01);
    });
  });

  it('goes to the second getter when the first was cancelled [test_queues.QueueGetTests.test_get_cancelled_race]', () => {
    runVirtual(function* () {
      const queue = new Kind<string>();
      const [first, second] = [createTask(queue.get()), createTask(queue.get())];
      yield* turns(1);
      first.cancel();
      yield* turns(1);
      expect(first.cancelled()).toBe(true);
      yield* queue.put('a');
      yield* turns(1);
      expect(second.result()).toBe('a');
    });
  });

  it('passes items from a producer to a consumer through one place [test_queues.QueueGetTests.test_why_are_getters_waiting]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      function* produce(): Coroutine<void> {
        for (let item = 0; item < 5; item++) yield* queue.put(item);
      }
      function* consume(): Coroutine<number[]> {
        const got: number[] = [];
        while (got.length < 5) got.push(yield* queue.get());
        return got;
      }
      const [producer, consumer] = [createTask(produce()), createTask(consume())];
      yield* producer;
      expect(yield* consumer).toEqual([0, 1, 2, 3, 4]);
      expect(String(queue)).toBe(`<${Kind.name} maxsize=1 tasks=5>`);
    });
  });

  it('leaves nobody in the queue when its time is over, or it is cancelled [test_queues.QueueGetTests.test_cancelled_getters_not_being_held_in_self_getters]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(5);
      expect(yield* failureOf(within(0.1, queue.get()))).toBeInstanceOf(TimeoutError);
      expect(getRunningLoop().time()).toBe(0.1);
      expect(String(queue)).toBe(`<${Kind.name} maxsize=5>`);

      const getter = createTask(queue.get());
      yield* turns(1);
      expect(String(queue)).toBe(`<${Kind.name} maxsize=5 _getters[1]>`);
      getter.cancel();
      expect(yield* failureOf(getter)).toBeInstanceOf(CancelledError);
      expect(String(queue)).toBe(`<${Kind.name} maxsize=5>`);
    });
  });
});

describe.each([Queue, LifoQueue, PriorityQueue])('getNowait of %o', (Kind) => {
  it('returns an item that is there [test_queues.QueueGetTests.test_nonblocking_get]', () => {
    const queue = new Kind<number>();
    queue.putNowait(1);
    expect(queue.getNowait()).toBe(1);
    expect(queue.empty()).toBe(true);
  });

  // Ours says which queue, and what to do; CPython's error has no text.
  it('throws when there is none, and shows the queue [test_queues.QueueGetTests.test_nonblocking_get_exception]', () => {
    const queue = new Kind<number>(1);
    const error = thrownBy(() => queue.getNowait());
    expect(error).toBeInstanceOf(QueueEmpty);
    expect(String(error)).toBe(
      `QueueEmpty: queue is empty: <${Kind.name} maxsize=1>\n  yield* queue.get() waits for an item`,
    );
  });
});

describe('get', () => {
  it('hands out the item of the first putter, then that of the second, through one place [test_queues.QueueGetTests.test_get_with_waiting_putters]', () => {
    runVirtual(function* () {
      const queue = new Queue<string>(1);
      const putters = [createTask(queue.put('a')), createTask(queue.put('b'))];
      expect(yield* queue.get()).toBe('a');
      expect(yield* queue.get()).toBe('b');
      expect(putters.map((putter) => putter.done())).toEqual([true, true]);
    });
  });
});
