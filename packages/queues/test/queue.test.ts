/** What is the same for all three queues, but for the order of items. */
import {
  CancelledError,
  type Coroutine,
  createTask,
  fromPromise,
  getRunningLoop,
  run,
  RuntimeError,
  ValueError,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull, type QueueItems } from '../src/index.js';
import { RingBuffer } from '../src/ring-buffer.js';

describe.each([Queue, LifoQueue, PriorityQueue])('%o', (Kind) => {
  it('is a Queue', () => {
    expect(new Kind()).toBeInstanceOf(Queue);
  });

  it('is empty until something is put in, and again when it was taken out', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      expect([queue.empty(), queue.qsize()]).toEqual([true, 0]);
      yield* queue.put(1);
      expect([queue.empty(), queue.qsize()]).toEqual([false, 1]);
      expect(yield* queue.get()).toBe(1);
      expect([queue.empty(), queue.qsize()]).toEqual([true, 0]);
    });
  });

  it('is full with maxsize items, and never without a maxsize', () => {
    runVirtual(function* () {
      const [small, endless, negative] = [new Kind<number>(1), new Kind<number>(), new Kind<number>(-1)];
      expect([small.maxsize, endless.maxsize, negative.maxsize]).toEqual([1, 0, -1]);
      expect(small.full()).toBe(false);
      for (const queue of [small, endless, negative]) yield* queue.put(1);
      expect([small.full(), endless.full(), negative.full()]).toEqual([true, false, false]);
    });
  });

  it('is full when it holds at least maxsize, which may be a fraction', () => {
    const queue = new Kind<number>(1.3);
    queue.putNowait(1);
    expect(queue.full()).toBe(false);
    queue.putNowait(2);
    expect(queue.full()).toBe(true);
    expect(queue.qsize()).toBe(2);
  });

  it('takes a number as maxsize', () => {
    expect(() => new Kind({ maxsize: 2 } as never)).toThrow(
      new TypeError('maxsize must be a number, got an object\n  0 is for no limit'),
    );
    expect(() => new Kind(NaN)).toThrow(ValueError);
    expect(new Kind(Infinity).full()).toBe(false);
  });

  it('makes put() wait for room: each get() lets one go on, a turn later', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(2);
      let done = 0;
      const putting = createTask(
        (function* (): Coroutine<void> {
          for (const item of [1, 2, 3, 4]) {
            yield* queue.put(item);
            done++;
          }
        })(),
      );
      yield* turns(3);
      expect(done).toBe(2);
      for (const expected of [3, 4]) {
        queue.getNowait();
        expect(done).toBe(expected - 1);
        yield* turns(1);
        expect(done).toBe(expected);
      }
      yield* putting;
    });
  });

  it('makes get() wait for an item', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const loop = getRunningLoop();
      loop.callLater(0.01, () => queue.putNowait(7));
      expect(yield* queue.get()).toBe(7);
      expect(loop.time()).toBe(0.01);
    });
  });

  it('answers putNowait and getNowait at once, if need be with an error that shows the queue', () => {
    const queue = new Kind<number>(1);
    expect(() => queue.getNowait()).toThrow(QueueEmpty);
    expect(() => queue.getNowait()).toThrow(
      `queue is empty: <${Kind.name} maxsize=1>\n  yield* queue.get() waits for an item`,
    );
    queue.putNowait(5);
    expect(() => queue.putNowait(6)).toThrow(QueueFull);
    expect(() => queue.putNowait(6)).toThrow(
      `queue is full: <${Kind.name} maxsize=1 _queue=[5] tasks=1>\n  yield* queue.put(item) waits for room`,
    );
    expect(queue.getNowait()).toBe(5);
  });

  it('passes items from a producer to a consumer through one place', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      const got: number[] = [];
      const producer = createTask(
        (function* (): Coroutine<void> {
          for (let item = 0; item < 5; item++) {
            yield* queue.put(item);
            yield* turns(item % 2);
          }
        })(),
      );
      for (let i = 0; i < 5; i++) got.push(yield* queue.get());
      yield* producer;
      expect(got).toEqual([0, 1, 2, 3, 4]);
    });
  });

  it('lets all putters finish when the queue is drained with getNowait', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(2);
      const putters = [1, 2, 3, 4].map((item) => createTask(queue.put(item)));
      yield* turns(1);
      let taken = 0;
      while (taken < 4) {
        while (!queue.empty()) {
          queue.getNowait();
          taken++;
        }
        yield* turns(1);
      }
      for (const putter of putters) yield* putter;
    });
  });

  it('gives the item to the next getter when the first was cancelled', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const [first, second] = [createTask(queue.get()), createTask(queue.get())];
      yield* turns(1);
      first.cancel();
      yield* turns(1);
      queue.putNowait(1);
      expect(yield* second).toBe(1);
    });
  });

  it('does not lose the item of a getter that is cancelled after it was woken', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const getter = createTask(queue.get());
      yield* turns(1);
      queue.putNowait(1);
      getter.cancel();
      expect(yield* failureOf(getter)).toBeInstanceOf(CancelledError);
      expect(queue.getNowait()).toBe(1);
    });
  });

  it('wakes the next getter when one is cancelled after it was woken', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const getters = [1, 2, 3].map(() => createTask(queue.get()));
      yield* turns(1);
      queue.putNowait(1);
      queue.putNowait(2);
      getters[1]!.cancel();
      expect(yield* failureOf(getters[1]!)).toBeInstanceOf(CancelledError);
      const got = [yield* getters[0]!, yield* getters[2]!];
      expect(got.sort()).toEqual([1, 2]);
    });
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

  it('has room for a new item when a woken putter was cancelled', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      queue.putNowait(1);
      const putter = createTask(queue.put(2));
      yield* turns(1);
      queue.getNowait();
      putter.cancel();
      yield* failureOf(putter);
      yield* queue.put(3);
      expect(queue.getNowait()).toBe(3);
      expect(queue.empty()).toBe(true);
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

  it('keeps nobody who was cancelled', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(1);
      const getter = createTask(queue.get());
      yield* turns(1);
      expect(String(queue)).toBe(`<${Kind.name} maxsize=1 _getters[1]>`);
      getter.cancel();
      yield* failureOf(getter);
      expect(String(queue)).toBe(`<${Kind.name} maxsize=1>`);
      queue.putNowait(1);
      const putters = [createTask(queue.put(2)), createTask(queue.put(3))];
      yield* turns(1);
      expect(String(queue)).toBe(`<${Kind.name} maxsize=1 _queue=[1] _putters[2] tasks=1>`);
      putters[1]!.cancel();
      yield* failureOf(putters[1]!);
      expect(String(queue)).toBe(`<${Kind.name} maxsize=1 _queue=[1] _putters[1] tasks=1>`);
      queue.getNowait();
      yield* putters[0]!;
      expect(queue.getNowait()).toBe(2);
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
  it('gives items out in the order they were put in', () => {
    runVirtual(function* () {
      const queue = new Queue<number>();
      for (const item of [1, 3, 2]) yield* queue.put(item);
      expect([queue.getNowait(), queue.getNowait(), queue.getNowait()]).toEqual([1, 3, 2]);
    });
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
  it('gives the newest item out first', () => {
    runVirtual(function* () {
      const queue = new LifoQueue<number>();
      for (const item of [1, 3, 2]) yield* queue.put(item);
      expect([queue.getNowait(), queue.getNowait(), queue.getNowait()]).toEqual([2, 3, 1]);
      queue.putNowait(4);
      queue.putNowait(5);
      expect(String(queue)).toBe('<LifoQueue maxsize=0 _queue=[4, 5] tasks=5>');
    });
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
