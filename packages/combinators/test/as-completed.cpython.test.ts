/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_tasks.py` pins down of `as_completed`. Its `async for` is `asyncFor`
 * of `@asyncio-ts/iterators`, which stands beside this package, not below: here its protocol is driven by hand.
 */
import {
  type Awaitable,
  type Coroutine,
  coroutine,
  createTask,
  ensureFuture,
  Future,
  runUntilCompleteSync,
  sleep,
  TimeoutError,
} from '@asyncio-ts/tasks';
import { failureOf, makeLoop, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { type AsCompleted, asCompleted, wait } from '../src/index.js';
import { itemsOf, results } from './collect.js';
import { now, sleeper } from './sleepers.js';

const say = coroutine(function* say(word: string): Coroutine<string> {
  return word;
});

/** The results, by asynchronous iteration. */
function* asyncResults<A>(items: AsCompleted<A>): Coroutine<unknown[]> {
  const all: unknown[] = [];
  for (const item of yield* itemsOf(items)) all.push(yield* item);
  return all;
}

describe.each([
  ['plain', results],
  ['asynchronous', asyncResults],
])('asCompleted in a %s loop', (_form, collect) => {
  it('gives what is done first first [test_tasks.BaseTaskTests.test_as_completed]', () => {
    runVirtual(function* () {
      const [a, b, c] = [sleep(0.01, 'a'), sleep(0.01, 'b'), sleep(0.15, 'c')];
      expect(yield* collect(asCompleted([b, c, a]))).toEqual(['b', 'a', 'c']);
      expect(now()).toBe(0.15);
    });
  });

  it('leaves no timer of a timeout that was not needed [test_tasks.BaseTaskTests.test_as_completed_with_unused_timeout]', () => {
    const loop = makeLoop();
    function* main(): Coroutine<unknown[]> {
      return yield* collect(asCompleted([sleep(0.01, 'a')], { timeout: 1 }));
    }
    expect(runUntilCompleteSync(loop, main())).toEqual(['a']);
    expect([loop.runForeverSync(), loop.time()]).toEqual(['stuck', 0.01]); // with a timer set it would be 1
  });

  it('merges duplicates [test_tasks.BaseTaskTests.test_as_completed_duplicate_coroutines]', () => {
    runVirtual(function* () {
      const ham = say('ham');
      expect(yield* collect(asCompleted([ham, ham, say('spam')]))).toEqual(['ham', 'spam']);
    });
  });
});

describe('asCompleted in a plain loop', () => {
  it('throws a TimeoutError where an item is awaited after time is over [test_tasks.BaseTaskTests.test_as_completed_with_timeout]', () => {
    runVirtual(function* () {
      const [a, b] = [sleeper('a', 0.1), sleeper('b', 0.15)];
      const [first, second, ...others] = asCompleted([a, b], { timeout: 0.12 });
      expect([yield* first!, now()]).toEqual(['a', 0.1]);
      expect([yield* failureOf(second!), now()]).toEqual([new TimeoutError(), 0.12]);
      expect(others).toEqual([]);
      expect(yield* b).toBe('b');
    });
  });

  it('can be left after two items and taken up again for the rest [test_tasks.BaseTaskTests.test_as_completed_resume_iterator]', () => {
    runVirtual(function* () {
      const items = asCompleted([0, 1, 2, 3].map((seconds) => sleep(seconds, `${seconds}`)));
      const collected: string[] = [];
      for (const next of items) {
        collected.push(yield* next);
        if (collected.length === 2) break;
      }
      for (const next of items) collected.push(yield* next);
      expect(collected).toEqual(['0', '1', '2', '3']);
    });
  });

  it('gives the first completion to the item that is awaited first [test_tasks.BaseTaskTests.test_as_completed_reverse_wait]', () => {
    runVirtual(function* () {
      const items = [...asCompleted([sleep(0.05, 'a'), sleep(0.1, 'b')])];
      expect(items).toHaveLength(2);
      expect([yield* items[1]!, now()]).toEqual(['a', 0.05]);
      expect([yield* items[0]!, now()]).toEqual(['b', 0.1]);
    });
  });

  it('lets several items be awaited at the same time [test_tasks.BaseTaskTests.test_as_completed_concurrent]', () => {
    runVirtual(function* () {
      const items = [...asCompleted([sleep(0.05, 'a'), sleep(0.05, 'b')])];
      const [done, pending] = yield* wait(items.map((item) => ensureFuture(item)));
      expect([...done].map((task) => task.result())).toEqual(['a', 'b']);
      expect([pending.size, now()]).toEqual([0, 0.05]);
    });
  });
});

describe('asCompleted in an asynchronous loop', () => {
  it('gives the very tasks that were given, and tasks in place of coroutines [test_tasks.BaseTaskTests.test_as_completed_same_tasks_in_as_out]', () => {
    runVirtual(function* () {
      const calls = ['0', '1', '2', '3'].map((word) => say(word));
      const made = yield* itemsOf(asCompleted(calls));
      expect(made.map((task) => task.result())).toEqual(['0', '1', '2', '3']);
      for (const call of calls) expect(made).not.toContain(call);

      const [b, d] = [createTask(say('b')), createTask(say('d'))];
      const given: Awaitable<string>[] = [say('a'), b, say('c'), d];
      const got = yield* itemsOf(asCompleted(given));
      // Both tasks were made before those of the coroutines. None of these two comes back.
      expect(got.map((each) => given.indexOf(each as Future<string>))).toEqual([1, 3, -1, -1]);
      expect(got.map((each) => each.result())).toEqual(['b', 'd', 'a', 'c']);
    });
  });

  it('throws a TimeoutError from the loop itself [test_tasks.BaseTaskTests.test_as_completed_with_timeout]', () => {
    runVirtual(function* () {
      const [a, b] = [sleeper('a', 0.1), sleeper('b', 0.15)];
      const items = asCompleted([a, b], { timeout: 0.12 });
      expect((yield* items.anext()).value).toBe(a);
      expect(now()).toBe(0.1);
      expect([yield* failureOf(items.anext()), now()]).toEqual([new TimeoutError(), 0.12]);
      expect(yield* b).toBe('b');
    });
  });

  it('can be left after two items and taken up again for the rest [test_tasks.BaseTaskTests.test_as_completed_resume_iterator]', () => {
    runVirtual(function* () {
      const items = asCompleted([0, 1, 2, 3].map((seconds) => sleep(seconds, `${seconds}`)));
      const collected: unknown[] = [];
      for (let count = 0; count < 2; count++) collected.push((yield* items.anext()).value?.result());
      yield* items.aclose(); // as `asyncFor` does when it is left
      collected.push(...(yield* asyncResults(items)));
      expect(collected).toEqual(['0', '1', '2', '3']);
    });
  });

  it('gives futures that can all be awaited again [test_tasks.BaseTaskTests.test_as_completed_concurrent]', () => {
    runVirtual(function* () {
      const items = yield* itemsOf(asCompleted([sleep(0.05, 'a'), sleep(0.05, 'b')]));
      const [done, pending] = yield* wait(items.map((item) => ensureFuture(item)));
      expect([...done].map((task) => task.result())).toEqual(['a', 'b']);
      expect([pending.size, now()]).toEqual([0, 0.05]);
    });
  });
});

describe('asCompleted and its loop', () => {
  it('needs one that is running [test_tasks.BaseTaskTests.test_as_completed_coroutine_without_loop]', () => {
    // CPython: "There is no current event loop"; here there is no other than the running one.
    const call = say('never');
    expect(String(thrownBy(() => asCompleted([call])))).toMatch(/^RuntimeError: no running event loop\n/);
    expect(String(call)).toBe('<coroutine say() created>');
  });

  it('makes tasks of coroutines there [test_tasks.BaseTaskTests.test_as_completed_coroutine_use_running_loop]', () => {
    const loop = makeLoop();
    function* main(): Coroutine<Future<unknown>[]> {
      const [item, ...others] = asCompleted([say('plain')]);
      expect([yield* item!, others]).toEqual(['plain', []]);
      return yield* itemsOf(asCompleted([say('asynchronous')]));
    }
    const made = runUntilCompleteSync(loop, main());
    expect(made.map((task) => task.result())).toEqual(['asynchronous']);
    expect(made[0]!.getLoop()).toBe(loop);
  });
});

it('asCompleted refuses a single future and a single coroutine, when it is called [test_tasks.BaseTaskTests.test_as_completed_invalid_args]', () => {
  runVirtual(function* () {
    for (const single of [new Future<void>(), say('never')]) {
      const thrown = thrownBy(() => asCompleted(single as unknown as Awaitable<void>[]));
      expect(thrown).toBeInstanceOf(TypeError);
      expect(String(thrown)).toMatch(/^TypeError: expects an iterable of awaitables, not </);
    }
  });
});
