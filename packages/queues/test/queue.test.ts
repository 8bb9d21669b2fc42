/** What is the same for all three queues, but for the order of items. */
import {
  CancelledError,
  type Coroutine,
  createTask,
  fromPromise,
  run,
  RuntimeError,
  ValueError,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { LifoQueue, PriorityQueue, Queue, type QueueItems } from '../src/index.js';
import { RingBuffer } from '../src/ring-buffer.js';

describe.each([Queue, LifoQueue, PriorityQueue])('%o', (Kind) => {
  it('is a Queue', () => {
    expect(new Kind()).toBeInstanceOf(Queue);
  });

  it('takes a number as maxsize', () => {
    expect(() => new Kind({ maxsize: 2 } as never)).toThrow(
      new TypeError('maxsize must be a number, got an object\n  0 is for no limit'),
    );
    expect(() => new Kind(NaN)).toThrow(
      new ValueError('maxsize must be a number, got NaN\n  0 is for no limit'),
    );
    expect(new Kind(Infinity).full()).toBe(false);
  });

  it('wakes the next putter when one is cancelled after it was woken, and drops its item', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      queue.putNowait(1);
      const putters = [2, 3].map((item) => createTask(queue.put(item)));
      yield* turns(1);
      expect(queue.getNowait()).toBe(1);
      putters[0]!.cancel();
      expect(yield* failureOf(putters[0]!)).toBeInstanceOf(CancelledError);
      yield* putters[1]!;
      expect(queue.getNowait()).toBe(3);
    });
  });

  it('leaves the wake-up to nobody when the item or the room is gone already', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      const getters = [createTask(queue.get()), createTask(queue.get())];
      yield* turns(1);
      queue.putNowait(1);
      getters[0]!.cancel();
      queue.getNowait();
      yield* turns(2);
      expect(getters[1]!.done()).toBe(false);
      queue.putNowait(2);
      expect(yield* getters[1]!).toBe(2);

      queue.putNowait(3);
      const putters = [createTask(queue.put(4)), createTask(queue.put(5))];
      yield* turns(1);
      queue.getNowait();
      putters[0]!.cancel();
      queue.putNowait(6);
      yield* turns(2);
      expect(putters[1]!.done()).toBe(false);
      queue.getNowait();
      yield* putters[1]!;
    });
  });

  it('keeps all others in their places when a getter is cancelled', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const getters = Array.from({ length: 6 }, () => createTask(queue.get()));
      yield* turns(1);
      getters[0]!.cancel(); // nothing is there
      yield* turns(2);
      queue.putNowait(1);
      getters[1]!.cancel(); // woken, but somebody else takes the item
      queue.getNowait();
      yield* turns(2);
      getters[2]!.cancel(); // not woken, and runs while the item for the next one is there
      queue.putNowait(2);
      yield* turns(2);
      queue.putNowait(3);
      yield* turns(2);
      expect(getters.map((task) => task.done() && (task.cancelled() || task.result()))).toEqual([
        ...[true, true, true],
        ...[2, 3],
        false,
      ]);
    });
  });

  it('makes a woken getter wait again when another task was faster', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const slow = createTask(queue.get());
      yield* turns(1);
      queue.putNowait(1);
      expect(queue.getNowait()).toBe(1);
      yield* turns(2);
      expect(slow.done()).toBe(false);
      queue.putNowait(2);
      expect(yield* slow).toBe(2);
    });
  });

  it('is left by a getter and a putter that are closed', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      const getter = queue.get()[Symbol.iterator]();
      getter.next();
      getter.return(undefined as never);
      queue.putNowait(1);
      const putter = queue.put(2)[Symbol.iterator]();
      putter.next();
      putter.return();
      expect(String(queue)).toBe(`<${Kind.name} maxsize=1 _queue=[1] tasks=1>`);
      expect(queue.getNowait()).toBe(1);
    });
  });

  it('keeps an undefined item apart from none', () => {
    runVirtual(function* () {
      const queue = new Kind<undefined>();
      queue.putNowait(undefined);
      expect(queue.qsize()).toBe(1);
      expect(yield* queue.get()).toBe(undefined);
      expect(queue.empty()).toBe(true);
    });
  });

  it('can be used in async functions', async () => {
    const queue = new Kind<number>(1);
    function* main(): Coroutine<number> {
      return yield* fromPromise(
        (async () => {
          await queue.put(7);
          return await queue.get();
        })(),
      );
    }
    expect(await run(main())).toBe(7);
  });

  it('is bound to the loop in which somebody first had to wait for it', () => {
    const queue = new Kind<number>(1);
    runVirtual(function* () {
      const getter = createTask(queue.get());
      yield* turns(1);
      getter.cancel();
      yield* failureOf(getter);
    });
    runVirtual(function* () {
      yield* queue.put(1); // nobody waits
      const error = yield* failureOf(queue.put(2));
      expect(error).toBeInstanceOf(RuntimeError);
      expect(String(error)).toContain(
        `<${Kind.name} maxsize=1 _queue=[1] tasks=1> is bound to a different event loop`,
      );
      expect(yield* queue.get()).toBe(1);
    });
  });
});

describe('Queue', () => {
  it('names its coroutines', () => {
    const queue = new Queue<number>();
    expect([queue.put(1), queue.get(), queue.join()].map(String)).toEqual([
      '<coroutine Queue.put() created>',
      '<coroutine Queue.get() created>',
      '<coroutine Queue.join() created>',
    ]);
  });

  it('serves putters in the order they came, whichever is cancelled among them', () => {
    runVirtual(function* () {
      const queue = new Queue<string>(1);
      const putters = ['a', 'b', 'c', 'd'].map((item) => createTask(queue.put(item)));
      yield* turns(1);
      putters[2]!.cancel();
      const got = [yield* queue.get(), yield* queue.get(), yield* queue.get()];
      expect(got).toEqual(['a', 'b', 'd']);
      expect(putters.map((putter) => putter.cancelled())).toEqual([false, false, true, false]);
    });
  });

  it('shows its first items, and how many more there are', () => {
    const queue = new Queue<unknown>();
    expect(String(queue)).toBe('<Queue maxsize=0>');
    for (const item of ['a', 2, [3]]) queue.putNowait(item);
    expect(String(queue)).toBe('<Queue maxsize=0 _queue=["a", 2, [3]] tasks=3>');
    for (let item = 4; item <= 10; item++) queue.putNowait(item);
    expect(String(queue)).toBe('<Queue maxsize=0 _queue=["a", 2, [3], <7 more>] tasks=10>');
  });

  it('takes another store of items, for another order', () => {
    /** Each item once. */
    class UniqueItems<T> implements QueueItems<T> {
      readonly #items = new Set<T>();
      get size(): number {
        return this.#items.size;
      }
      put(item: T): void {
        this.#items.add(item);
      }
      take(): T {
        const [first] = this.#items;
        this.#items.delete(first!);
        return first!;
      }
      clear(): void {
        this.#items.clear();
      }
      [Symbol.iterator](): Iterator<T> {
        return this.#items.values();
      }
    }
    runVirtual(function* () {
      const queue = new Queue<string>(0, { items: new UniqueItems() });
      for (const item of ['a', 'b', 'a']) yield* queue.put(item);
      expect(queue.qsize()).toBe(2);
      expect([yield* queue.get(), yield* queue.get()]).toEqual(['a', 'b']);
    });
  });
});

describe('LifoQueue', () => {
  it('shows its items in the order they were put in', () => {
    const queue = new LifoQueue<number>();
    for (const item of [1, 2]) queue.putNowait(item);
    expect(String(queue)).toBe('<LifoQueue maxsize=0 _queue=[1, 2] tasks=2>');
  });
});

describe('a store of items', () => {
  it.each([
    ['in place of the options', new RingBuffer(), 'a RingBuffer'],
    ['that is none', { items: [] }, '[]'],
    ['that is null', { items: null }, 'null'],
  ])('%s is refused', (_what, options, got) => {
    expect(() => new Queue(0, options as never)).toThrow(
      new TypeError(
        `items must be a QueueItems, in an object, got ${got}\n  Write new Queue(maxsize, { items })`,
      ),
    );
  });
});
