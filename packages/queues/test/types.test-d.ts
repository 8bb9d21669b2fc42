import type { CoroutineObject, Yieldable } from '@asyncio-ts/tasks';
import { expectTypeOf, it } from 'vitest';

import {
  LifoQueue,
  PriorityQueue,
  type PriorityQueueOptions,
  Queue,
  type QueueCursor,
  type QueueItems,
} from '../src/index.js';

it('items have the type that the queue is made for', () => {
  const queue = new Queue<string>(2);
  expectTypeOf(queue.get()).toEqualTypeOf<CoroutineObject<string>>();
  expectTypeOf(queue.getNowait()).toEqualTypeOf<string>();
  expectTypeOf(queue.put('a')).toEqualTypeOf<CoroutineObject<void>>();
  expectTypeOf(queue.join()).toEqualTypeOf<CoroutineObject<void>>();
  // @ts-expect-error -- not a string
  queue.putNowait(1);
  expectTypeOf(new LifoQueue<string>().getNowait()).toEqualTypeOf<string>();
  expectTypeOf(new LifoQueue<string>()).toExtend<Queue<string>>();
});

it('a store decides about the type', () => {
  const items = {} as QueueItems<Date>;
  expectTypeOf(new Queue(0, { items })).toEqualTypeOf<Queue<Date>>();
  // @ts-expect-error -- a store of something else
  new Queue<string>(0, { items });
  // @ts-expect-error -- it goes into an object
  new Queue<Date>(0, items);
});

it('a comparison decides about the type', () => {
  const queue = new PriorityQueue(0, { compare: (a: Date, b: Date) => Number(a) - Number(b) });
  expectTypeOf(queue).toEqualTypeOf<PriorityQueue<Date>>();
  expectTypeOf<PriorityQueueOptions<Date>['compare']>().toEqualTypeOf<
    ((a: Date, b: Date) => number) | undefined
  >();
  // @ts-expect-error -- it goes into an object
  new PriorityQueue<Date>(0, (a: Date, b: Date) => Number(a) - Number(b));
  // @ts-expect-error -- a number, not a boolean
  new PriorityQueue<Date>(0, { compare: (a, b) => a > b });
});

it('iterating gives items', () => {
  const queue = new Queue<string>();
  expectTypeOf(queue.aiter()).toEqualTypeOf<QueueCursor<string>>();
  expectTypeOf(queue.aiter().anext()).toEqualTypeOf<CoroutineObject<IteratorResult<string, undefined>>>();
  expectTypeOf(queue.aiter()).toExtend<{ anext(): Yieldable<IteratorResult<string, unknown>> }>();
  expectTypeOf(queue).toExtend<AsyncIterable<string>>();
  expectTypeOf(queue[Symbol.asyncIterator]().next()).toEqualTypeOf<
    Promise<IteratorResult<string, undefined>>
  >();
});

it('sizes are numbers, and shutdown takes a boolean', () => {
  const queue = new Queue<string>();
  expectTypeOf(queue.maxsize).toEqualTypeOf<number>();
  expectTypeOf(queue.qsize()).toEqualTypeOf<number>();
  expectTypeOf(queue.full()).toEqualTypeOf<boolean>();
  // @ts-expect-error -- only the constructor sets it
  queue.maxsize = 2;
  // @ts-expect-error -- a boolean, not an object
  queue.shutdown({ immediate: true });
});
