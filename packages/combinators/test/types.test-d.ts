/* eslint-disable asyncio/no-unyielded -- only the types are looked at; nothing here runs */
import {
  type Coroutine,
  type CoroutineObject,
  createTask,
  type Future,
  sleep,
  type Task,
} from '@asyncio-ts/tasks';
import { describe, expectTypeOf, it } from 'vitest';

import {
  type AsCompleted,
  asCompleted,
  FIRST_COMPLETED,
  gather,
  type ReturnWhen,
  shield,
  staggeredRace,
  type StaggeredResult,
  wait,
  waitFor,
} from '../src/index.js';

declare const task: Task<number>;
declare const tasks: Task<number>[];
declare const future: Future<string>;
declare const promise: Promise<boolean>;
declare const mixed: (Task<number> | Promise<string>)[];

describe('gather', () => {
  it('infers tuples', () => {
    expectTypeOf(gather([sleep(1, 'a'), task, future, promise])).toEqualTypeOf<
      Future<[string, number, string, boolean]>
    >();
    expectTypeOf(gather([])).toEqualTypeOf<Future<[]>>();
  });

  it('infers arrays', () => {
    expectTypeOf(gather(tasks)).toEqualTypeOf<Future<number[]>>();
    expectTypeOf(gather(mixed)).toEqualTypeOf<Future<(number | string)[]>>();
    expectTypeOf(gather([1, 2].map((seconds) => sleep(seconds, 'x')))).toEqualTypeOf<Future<string[]>>();
  });

  it('infers arrays of other iterables', () => {
    expectTypeOf(gather(new Set(tasks))).toEqualTypeOf<Future<number[]>>();
    expectTypeOf(gather(new Set(mixed))).toEqualTypeOf<Future<(number | string)[]>>();
    expectTypeOf(gather(new Map([['a', promise]]).values(), {})).toEqualTypeOf<Future<boolean[]>>();
    expectTypeOf(gather(new Set(tasks), { returnExceptions: true })).toEqualTypeOf<
      Future<(number | Error)[]>
    >();
    const iterable: Iterable<Future<string>> = [future];
    expectTypeOf(gather(iterable)).toEqualTypeOf<Future<string[]>>();
  });

  it('adds Error with returnExceptions', () => {
    expectTypeOf(gather([task, future], { returnExceptions: true })).toEqualTypeOf<
      Future<[number | Error, string | Error]>
    >();
    expectTypeOf(gather(tasks, { returnExceptions: true })).toEqualTypeOf<Future<(number | Error)[]>>();
    expectTypeOf(gather(tasks, { returnExceptions: false })).toEqualTypeOf<Future<number[]>>();
    expectTypeOf(gather(tasks, {})).toEqualTypeOf<Future<number[]>>();
    const either: boolean = Math.random() < 1;
    expectTypeOf(gather(tasks, { returnExceptions: either })).toEqualTypeOf<Future<(number | Error)[]>>();
  });

  it('refuses what cannot be awaited', () => {
    // @ts-expect-error -- no awaitable
    gather([5]);
    // @ts-expect-error -- not called
    gather([sleep]);
    // @ts-expect-error -- no collection
    gather(task);
    // @ts-expect-error -- a coroutine
    gather(sleep(1));
    // @ts-expect-error -- a set of numbers
    gather(new Set([5]));
    // @ts-expect-error -- arguments in Python's style
    gather(task, task);
    // @ts-expect-error -- unknown option
    gather([task], { return_exceptions: true });
  });
});

describe('wait', () => {
  it('keeps the class of the futures', () => {
    function* main(): Coroutine<void> {
      const [done, pending] = yield* wait(tasks);
      expectTypeOf(done).toEqualTypeOf<Set<Task<number>>>();
      expectTypeOf(pending).toEqualTypeOf<Set<Task<number>>>();
      const [first] = yield* wait(new Set([future]), { timeout: 1, returnWhen: FIRST_COMPLETED });
      expectTypeOf(first).toEqualTypeOf<Set<Future<string>>>();
      const [, rest] = yield* wait([promise]);
      expectTypeOf(rest).toEqualTypeOf<Set<Future<boolean>>>();
    }
    main();
    expectTypeOf<ReturnWhen>().toEqualTypeOf<'FIRST_COMPLETED' | 'FIRST_EXCEPTION' | 'ALL_COMPLETED'>();
  });

  it('refuses coroutines, single futures and unknown conditions', () => {
    // @ts-expect-error -- a coroutine
    wait([sleep(1)]);
    // @ts-expect-error -- a single future
    wait(task);
    // @ts-expect-error -- unknown
    wait(tasks, { returnWhen: 'SOME' });
  });
});

describe('waitFor and shield', () => {
  it('infer the result of coroutines, futures, tasks and promises', () => {
    expectTypeOf(waitFor(sleep(1, 'a'), 1)).toEqualTypeOf<CoroutineObject<string>>();
    expectTypeOf(waitFor(promise, null)).toEqualTypeOf<CoroutineObject<boolean>>();
    expectTypeOf(shield(sleep(1, 'a'))).toEqualTypeOf<Future<string>>();
    expectTypeOf(shield(task)).toEqualTypeOf<Future<number>>();
    // @ts-expect-error -- a limit must be given, if only undefined
    waitFor(task);
    // @ts-expect-error -- no awaitable
    shield(5);
  });
});

describe('asCompleted', () => {
  it('gives coroutines of results in a plain loop, futures in an asynchronous one', async () => {
    const items = asCompleted(tasks, { timeout: 1 });
    expectTypeOf(items).toEqualTypeOf<AsCompleted<Task<number>>>();
    for (const next of items) expectTypeOf(next).toEqualTypeOf<CoroutineObject<number>>();
    for await (const each of items) expectTypeOf(each).toEqualTypeOf<Task<number>>();
    expectTypeOf(items.aiter().anext()).toEqualTypeOf<
      CoroutineObject<IteratorResult<Task<number>, undefined>>
    >();
    for await (const each of asCompleted([sleep(1, 'a')])) expectTypeOf(each).toEqualTypeOf<Future<string>>();
    for (const next of asCompleted(mixed))
      expectTypeOf(next).toEqualTypeOf<CoroutineObject<number | string>>();
  });

  it('refuses what is no collection of awaitables', () => {
    // @ts-expect-error -- a single coroutine
    asCompleted(sleep(1));
    // @ts-expect-error -- numbers
    asCompleted([5]);
  });
});

describe('staggeredRace', () => {
  it('infers the result', () => {
    expectTypeOf(staggeredRace([() => sleep(1, 'a')], 0.25)).toEqualTypeOf<
      CoroutineObject<StaggeredResult<string>>
    >();
    // @ts-expect-error -- coroutines, not functions
    staggeredRace([createTask(sleep(1))], null);
  });
});
