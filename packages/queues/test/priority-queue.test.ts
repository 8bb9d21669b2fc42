import { createTask } from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { PriorityQueue, type Queue } from '../src/index.js';

function drain<T>(queue: Queue<T>): T[] {
  const items: T[] = [];
  while (!queue.empty()) items.push(queue.getNowait());
  return items;
}

/** The same choice of puts and gets as the Python program that made the numbers below. */
function putAndGet(count: number, keys: number): number[] {
  const queue = new PriorityQueue<{ key: number; id: number }>(0, { compare: (a, b) => a.key - b.key });
  const out: number[] = [];
  let random = 1;
  for (let id = 0; id < count; id++) {
    random = (random * 48271) % 2147483647;
    if (random % 3 === 0 && !queue.empty()) out.push(queue.getNowait().id);
    else queue.putNowait({ key: random % keys, id });
  }
  return [...out, ...drain(queue).map(({ id }) => id)];
}

describe('PriorityQueue', () => {
  it('compares arrays by their first elements that differ', () => {
    const queue = new PriorityQueue<[priority: number, name: string]>();
    for (const item of [
      [2, 'code'],
      [1, 'eat'],
      [3, 'sleep'],
      [1, 'drink'],
    ] as const)
      queue.putNowait([...item]);
    expect(drain(queue)).toEqual([
      [1, 'drink'],
      [1, 'eat'],
      [2, 'code'],
      [3, 'sleep'],
    ]);
  });

  it('goes by `compare`, if it is given one', () => {
    const queue = new PriorityQueue(0, {
      compare: (a: { size: number }, b: { size: number }) => b.size - a.size,
    });
    for (const size of [1, 3, 2]) queue.putNowait({ size });
    expect(drain(queue).map(({ size }) => size)).toEqual([3, 2, 1]);
    expect(new PriorityQueue<number>(2, { compare: undefined }).maxsize).toBe(2);
  });

  it('gives out equal items in the order of Python’s heapq', () => {
    expect(putAndGet(60, 4)).toEqual([
      ...[
        0, 3, 4, 7, 6, 16, 2, 22, 25, 21, 17, 8, 31, 9, 34, 36, 39, 40, 47, 49, 51, 54, 56, 48, 50, 52, 41,
        29,
      ],
      ...[23, 10, 38, 45, 57, 11, 5, 46, 42, 18],
    ]);
    const many = putAndGet(2000, 7);
    expect(many.length).toBe(1316);
    expect(many.reduce((sum, id, index) => sum + (index + 1) * id, 0) % 1000003).toBe(216219);
  });

  it('refuses items that have no order, and stays as it was', () => {
    runVirtual(function* () {
      const queue = new PriorityQueue<unknown>();
      queue.putNowait(1);
      const getter = createTask(queue.join());
      yield* turns(1);
      const error = yield* failureOf(queue.put('a'));
      expect(error).toEqual(
        new TypeError(
          `'<' not supported between instances of 'string' and 'number': "a" and 1\n` +
            '  Say which comes first: new PriorityQueue(0, { compare: (a, b) => a.priority - b.priority })',
        ),
      );
      expect(String(queue)).toBe('<PriorityQueue maxsize=0 _queue=[1] tasks=1>');
      expect(drain(queue)).toEqual([1]);
      queue.taskDone();
      yield* getter;
    });
  });

  it('keeps its items when they turn out to have no order as one is taken out', () => {
    const queue = new PriorityQueue<unknown[]>();
    for (const item of [[0], [1, 'a'], [1, 2]]) queue.putNowait(item); // the last two were never compared
    expect(() => queue.getNowait()).toThrow(TypeError);
    expect(queue.qsize()).toBe(3);
    expect(String(queue)).toBe('<PriorityQueue maxsize=0 _queue=[[0], [1, "a"], [1, 2]] tasks=3>');
    queue.shutdown(true);
    expect(queue.qsize()).toBe(0);
  });

  it('drops its items without comparing them', () => {
    runVirtual(function* () {
      const queue = new PriorityQueue<unknown[]>();
      for (const item of [[0], [1, 'a'], [1, 2]]) queue.putNowait(item);
      queue.shutdown(true);
      yield* queue.join();
    });
  });

  it('takes a function as `compare`, which returns a number', () => {
    const hint = '\n  Write { compare: (a, b) => … }';
    expect(() => new PriorityQueue(0, { compare: 'size' as never })).toThrow(
      new TypeError(`compare must be a function, in an object, got "size"${hint}`),
    );
    const byName = (a: string, b: string) => a.length - b.length;
    expect(() => new PriorityQueue<string>(0, byName as never)).toThrow(
      new TypeError(`compare must be a function, in an object, got function byName()${hint}`),
    );
    const queue = new PriorityQueue<number>(0, { compare: ((a: number, b: number) => a > b) as never });
    queue.putNowait(1);
    expect(() => queue.putNowait(2)).toThrow(
      new TypeError('compare must return a number, got true\n  Negative: a comes before b'),
    );
    expect(queue.qsize()).toBe(1);
  });
});
