import {
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  fromPromise,
  run,
  sleep,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { LifoQueue, PriorityQueue, Queue } from '../src/index.js';

/** What the loops of the iterators package do, for whatever has this form. */
interface Iterated<T> {
  aiter(): { anext(): Yieldable<IteratorResult<T, unknown>> };
}

function* collect<T>(iterated: Iterated<T>): Coroutine<T[]> {
  const cursor = iterated.aiter();
  const items: T[] = [];
  for (;;) {
    const step = yield* cursor.anext();
    if (step.done === true) return items;
    items.push(step.value);
  }
}

describe.each([Queue, LifoQueue, PriorityQueue])('iterating %o', (Kind) => {
  it('takes items out until the queue is shut down and empty', () => {
    runVirtual(function* () {
      const queue = new Kind<number>(2);
      const collecting = createTask(collect(queue));
      for (let item = 0; item < 6; item++) yield* queue.put(item);
      queue.shutdown();
      expect((yield* collecting).sort()).toEqual([0, 1, 2, 3, 4, 5]);
      expect(yield* collect(queue)).toEqual([]);
      expect(yield* collect(queue.aiter())).toEqual([]);
    });
  });

  it('shares the items among several tasks', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const tasks = [createTask(collect(queue)), createTask(collect(queue))];
      yield* turns(1);
      for (let item = 0; item < 4; item++) queue.putNowait(item);
      yield* turns(1);
      queue.shutdown();
      const collected = [yield* tasks[0]!, yield* tasks[1]!];
      expect(collected.flat().sort()).toEqual([0, 1, 2, 3]);
    });
  });

  it('passes cancellation on', () => {
    runVirtual(function* () {
      const queue = new Kind<number>();
      const collecting = createTask(collect(queue));
      yield* turns(1);
      collecting.cancel();
      expect(yield* failureOf(collecting)).toBeInstanceOf(CancelledError);
      expect(String(queue)).toBe(`<${Kind.name} maxsize=0>`);
    });
  });

  it('works with `for await` in an async function', async () => {
    function* main(): Coroutine<number[]> {
      const queue = new Kind<number>(1);
      const producer = createTask(
        (function* (): Coroutine<void> {
          for (let item = 0; item < 3; item++) yield* queue.put(item);
          queue.shutdown();
        })(),
      );
      const items = yield* fromPromise(
        (async () => {
          const items: number[] = [];
          for await (const item of queue) items.push(item);
          return items;
        })(),
      );
      yield* producer;
      return items;
    }
    expect(await run(main())).toEqual([0, 1, 2]);
  });

  it('with `for await` stays on its loop while others run, and leaves the rest when it is broken off', async () => {
    function* main(): Coroutine<[number[], number]> {
      const queue = new Kind<number>();
      for (let item = 0; item < 5; item++) queue.putNowait(item);
      const items = yield* fromPromise(
        (async () => {
          const items: number[] = [];
          for await (const item of queue) {
            if (items.push(item) === 3) break;
          }
          return items;
        })(),
      );
      return [items, queue.qsize()];
    }
    for (const [items, left] of await Promise.all([run(main()), run(main())])) {
      expect([items.length, left]).toEqual([3, 2]);
    }
  });

  it('needs a loop for `for await`', () => {
    expect(() => new Kind<number>()[Symbol.asyncIterator]()).toThrow('no running event loop');
  });
});

it('lets an error of the store pass', () => {
  runVirtual(function* () {
    const queue = new PriorityQueue<unknown[]>();
    for (const item of [[0], [1, 'a'], [1, 2]]) queue.putNowait(item);
    expect(yield* failureOf(queue.aiter().anext())).toBeInstanceOf(TypeError);
  });
});

it('names its coroutines', () => {
  expect(String(new Queue().aiter().anext())).toBe('<coroutine QueueCursor.anext() created>');
});

describe('a native iterator of a queue', () => {
  /** Runs `body` in an async function, while the loop runs. */
  function insideLoop<T>(body: () => Promise<T>): Promise<T> {
    function* main(): Coroutine<T> {
      return yield* fromPromise(body());
    }
    return run(main());
  }

  it('that is given up while it waits takes no item out', async () => {
    await insideLoop(async () => {
      const queue = new Queue<number>();
      const steps = queue[Symbol.asyncIterator]();
      const pending = [steps.next(), steps.next()];
      await sleep(0);
      expect(String(queue)).toBe('<Queue maxsize=0 _getters[1]>');
      const answers = await Promise.all([steps.return!(), ...pending, steps.next(), steps.return!()]);
      expect(answers).toEqual(answers.map(() => ({ done: true, value: undefined })));
      expect(String(queue)).toBe('<Queue maxsize=0>');
      await queue.put(1);
      await sleep(0);
      expect(queue.qsize()).toBe(1);
    });
  });

  it('of a stream that is cancelled takes no item out', async () => {
    await insideLoop(async () => {
      const queue = new Queue<number>();
      const reader = new ReadableStream<number>(
        (() => {
          const steps = queue[Symbol.asyncIterator]();
          return {
            async pull(controller) {
              const { done, value } = await steps.next();
              if (done !== true) controller.enqueue(value);
            },
            async cancel() {
              await steps.return!();
            },
          };
        })(),
        { highWaterMark: 1 },
      ).getReader();
      const pending = reader.read();
      await sleep(0);
      await reader.cancel();
      expect((await pending).done).toBe(true);
      queue.putNowait(1);
      await sleep(0);
      expect(queue.qsize()).toBe(1);
    });
  });

  it('answers several next() at once in their order, all in one context', async () => {
    await insideLoop(async () => {
      const contexts = new Set<unknown>();
      class Watched extends Queue<number> {
        override get() {
          contexts.add(currentTask()?.getContext());
          return super.get();
        }
      }
      const queue = new Watched();
      const steps = queue[Symbol.asyncIterator]();
      const pending = [steps.next(), steps.next(), steps.next()];
      for (const item of [1, 2]) await queue.put(item);
      queue.shutdown();
      expect(await Promise.all(pending)).toEqual([
        { done: false, value: 1 },
        { done: false, value: 2 },
        { done: true, value: undefined },
      ]);
      expect(contexts.size).toBe(1);
    });
  });

  it('throws what is wrong with the store, and may be asked again', async () => {
    await insideLoop(async () => {
      const queue = new PriorityQueue<unknown[]>();
      for (const item of [[0], [1, 'a'], [1, 2]]) queue.putNowait(item);
      const steps = queue[Symbol.asyncIterator]();
      await expect(steps.next()).rejects.toThrow(TypeError);
      queue.shutdown(true);
      expect((await steps.next()).done).toBe(true);
    });
  });
});
