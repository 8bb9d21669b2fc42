/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_queues.py`, `QueuePutTests`, pins down, in our words, and of all three
 * queues where the order of items does not matter.
 */
import { CancelledError, type Coroutine, createTask, getRunningLoop } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { LifoQueue, PriorityQueue, Queue, QueueFull } from '../src/index.js';

describe.each([Queue, LifoQueue, PriorityQueue])('put of %o', (Kind) => {
  it('never waits without a maxsize [test_queues.QueuePutTests.test_blocking_put]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      let turn = 0;
      getRunningLoop().callSoon(() => turn++);
      for (let item = 0; item < 100; item++) yield* queue.put(item);
      expect(turn).toBe(0);
      expect(queue.qsize()).toBe(100);
    });
  });

  it('waits for room [test_queues.QueuePutTests.test_blocking_put_wait]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      const loop = getRunningLoop();
      loop.callLater(0.01, () => queue.getNowait());
      function* putTwo(): Coroutine<void> {
        yield* queue.put(1);
        yield* queue.put(2);
      }
      const putting = createTask(putTwo());
      yield* turns(2);
      expect(putting.done()).toBe(false);
      yield* putting;
      expect(loop.time()).toBe(0.01);
      expect(queue.getNowait()).toBe(2);
    });
  });

  it('is full when it holds at least maxsize, which may be a fraction [test_queues.QueuePutTests.test_float_maxsize]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1.3);
      queue.putNowait(1);
      expect(queue.full()).toBe(false);
      queue.putNowait(2);
      expect(queue.full()).toBe(true);
      expect(thrownBy(() => queue.putNowait(3))).toBeInstanceOf(QueueFull);
      expect(queue.qsize()).toBe(2);

      const other = new Kind<number>(1.3);
      yield* other.put(1);
      yield* other.put(2);
      expect([other.full(), other.qsize()]).toEqual([true, 2]);
    });
  });

  it('by a task feeds who waits to get, and is over by then [test_queues.QueuePutTests.test_put_cancelled]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      function* putOne(): Coroutine<string> {
        yield* queue.put(1);
        return 'put';
      }
      const putter = createTask(putOne());
      expect(yield* queue.get()).toBe(1);
      expect(putter.result()).toBe('put');
    });
  });

  it('wakes a getter that waits [test_queues.QueuePutTests.test_put_with_waiting_getters]', () => {
    runVirtual(function* () {
      const queue = new Kind<string>();
      const getter = createTask(queue.get());
      yield* turns(1);
      yield* queue.put('a');
      expect(getter.done()).toBe(false);
      yield* turns(1);
      expect(getter.result()).toBe('a');
    });
  });

  it('is over for all putters once the full queue was drained with getNowait [test_queues.QueuePutTests.test_why_are_putters_waiting]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(2);
      const putters = [1, 2, 3, 4].map((item) => createTask(queue.put(item)));
      yield* turns(1);
      expect(putters.map((putter) => putter.done())).toEqual([true, true, false, false]);
      const taken = [queue.getNowait(), queue.getNowait()];
      yield* turns(1);
      expect(putters.map((putter) => putter.done())).toEqual([true, true, true, true]);
      expect(taken.sort()).toEqual([1, 2]);
      expect([queue.getNowait(), queue.getNowait()].sort()).toEqual([3, 4]);
    });
  });
});

describe.each([Queue, LifoQueue, PriorityQueue])('putNowait of %o', (Kind) => {
  it('makes the item available at once [test_queues.QueuePutTests.test_nonblocking_put]', () => {
    const queue = new Kind<number>();
    queue.putNowait(1);
    expect(queue.qsize()).toBe(1);
    expect(queue.getNowait()).toBe(1);
  });

  // Ours says which queue, and what to do; CPython's error has no text.
  it('throws when there is no room, shows the queue, and leaves it as it is [test_queues.QueuePutTests.test_nonblocking_put_exception]', () => {
    const queue = new Kind<number>(1);
    queue.putNowait(5);
    const error = thrownBy(() => queue.putNowait(6));
    expect(error).toBeInstanceOf(QueueFull);
    const shown = `<${Kind.name} maxsize=1 _queue=[5] tasks=1>`;
    expect(String(error)).toBe(`QueueFull: queue is full: ${shown}\n  yield* queue.put(item) waits for room`);
    expect(String(queue)).toBe(shown);
  });
});

describe.each([Queue, LifoQueue, PriorityQueue])('of %o, cancelling', (Kind) => {
  it('a getter that was woken loses no item [test_queues.QueuePutTests.test_get_cancel_drop_one_pending_reader]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const getter = createTask(queue.get());
      yield* turns(1);
      queue.putNowait(1);
      queue.putNowait(2);
      getter.cancel();
      expect(yield* failureOf(getter)).toBeInstanceOf(CancelledError);
      expect(queue.qsize()).toBe(2);
      // The item that is next in the order of this queue, as if nobody had waited for one.
      expect(yield* queue.get()).toBe(Kind === LifoQueue ? 2 : 1);
    });
  });

  it.each([0, 1])(
    'one of two getters that were woken wakes a third one: number %i [test_queues.QueuePutTests.test_get_cancel_drop_many_pending_readers]',
    (cancelled) => {
      runVirtual(function* () {
        const queue = new Kind<number>();
        const getters = [1, 2, 3].map(() => createTask(queue.get()));
        yield* turns(1);
        queue.putNowait(1);
        queue.putNowait(2);
        const [given] = getters.splice(cancelled, 1);
        given!.cancel();
        expect(yield* failureOf(given!)).toBeInstanceOf(CancelledError);
        const got = [yield* getters[0]!, yield* getters[1]!];
        expect(got.sort()).toEqual([1, 2]); // the order among getters is left open
      });
    },
  );

  it('a putter that was woken puts nothing in, and leaves its room to a new one [test_queues.QueuePutTests.test_put_cancel_drop]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      queue.putNowait(1);
      const putter = createTask(queue.put(2));
      yield* turns(1);
      expect(queue.getNowait()).toBe(1);
      putter.cancel();
      expect(yield* failureOf(putter)).toBeInstanceOf(CancelledError);
      expect(queue.empty()).toBe(true);
      yield* queue.put(3);
      expect(queue.getNowait()).toBe(3);
      expect(queue.qsize()).toBe(0);
    });
  });

  it('a putter leaves nobody in the queue [test_queues.QueuePutTests.test_cancelled_puts_not_being_held_in_self_putters]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      queue.putNowait(1);
      const putters = [createTask(queue.put(2)), createTask(queue.put(3))];
      yield* turns(1);
      const shown = (waiting: string) => `<${Kind.name} maxsize=1 _queue=[1]${waiting} tasks=1>`;
      expect(String(queue)).toBe(shown(' _putters[2]'));
      putters[1]!.cancel();
      expect(yield* failureOf(putters[1]!)).toBeInstanceOf(CancelledError);
      expect(String(queue)).toBe(shown(' _putters[1]'));
      putters[0]!.cancel();
      expect(yield* failureOf(putters[0]!)).toBeInstanceOf(CancelledError);
      expect(String(queue)).toBe(shown(''));
    });
  });

  it('a putter that was woken, and so has left the queue already, throws nothing but CancelledError [test_queues.QueuePutTests.test_cancelled_put_silence_value_error_exception]', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      queue.putNowait(1);
      const putter = createTask(queue.put(2));
      yield* turns(1);
      queue.getNowait();
      expect(String(queue)).toBe(`<${Kind.name} maxsize=1 tasks=1>`); // nobody is in it
      putter.cancel('enough');
      expect(yield* failureOf(putter)).toEqual(new CancelledError('enough'));
      expect(String(queue)).toBe(`<${Kind.name} maxsize=1 tasks=1>`);
    });
  });
});

describe('put', () => {
  it('is not disturbed by the cancellation of one that came later [test_queues.QueuePutTests.test_put_cancelled_race]', () => {
    runVirtual(function* () {
      const queue = new Queue<string>(1);
      const [a, b, c] = ['a', 'b', 'c'].map((item) => createTask(queue.put(item)));
      yield* turns(1);
      expect([a!.done(), b!.done(), c!.done()]).toEqual([true, false, false]);
      c!.cancel();
      yield* turns(1);
      expect([b!.done(), c!.cancelled()]).toEqual([false, true]);
      expect(queue.getNowait()).toBe('a');
      yield* turns(1);
      expect(queue.getNowait()).toBe('b');
      expect([b!.done(), queue.empty()]).toEqual([true, true]);
    });
  });
});
