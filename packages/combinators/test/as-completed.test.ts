import {
  allTasks,
  CancelledError,
  type Coroutine,
  type CoroutineObject,
  createTask,
  currentTask,
  fromPromise,
  Future,
  getRunningLoop,
  run,
  runUntilCompleteSync,
  RuntimeError,
  sleep,
  type Task,
  TimeoutError,
  ValueError,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, makeLoop, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { type AsCompleted, asCompleted } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';
import { itemsOf, results } from './collect.js';
import { now, sleeper } from './sleepers.js';

describe('asCompleted in a plain loop', () => {
  it('throws errors where the item is awaited, and goes on', () => {
    runVirtual(function* () {
      const error = new ValueError('x');
      const log: unknown[] = [];
      for (const next of asCompleted([failAfter(1, error), sleep(2, 'a')])) {
        try {
          log.push(yield* next);
        } catch (thrown) {
          log.push(thrown);
        }
      }
      expect(log).toEqual([error, 'a']);
    });
  });

  it('keeps the order of completion also between two items', () => {
    runVirtual(function* () {
      const log: string[] = [];
      for (const next of asCompleted([sleep(1, 'a'), sleep(3, 'c'), sleep(2, 'b')])) {
        log.push(yield* next);
        yield* sleep(5); // the others are done meanwhile
      }
      expect(log).toEqual(['a', 'b', 'c']);
    });
  });

  it('gives items that are awaited at the same time their results in the order of the awaits', () => {
    runVirtual(function* () {
      const [a, b, c] = [...asCompleted([sleep(2, 'second'), sleep(3, 'third'), sleep(1, 'first')])].map(
        (item) => createTask(item),
      );
      expect([yield* a!, yield* b!, yield* c!]).toEqual(['first', 'second', 'third']);
    });
  });

  it('gives nothing for an empty collection', () => {
    runVirtual(function* () {
      expect(yield* results(asCompleted([]))).toEqual([]);
      expect(yield* itemsOf(asCompleted([]))).toEqual([]);
    });
  });

  it('sets no timer for an empty collection', () => {
    const loop = makeLoop();
    function* main(): Coroutine<unknown[]> {
      return yield* results(asCompleted([], { timeout: 5 }));
    }
    expect(runUntilCompleteSync(loop, main())).toEqual([]);
    expect([loop.runForeverSync(), loop.time()]).toEqual(['stuck', 0]); // with a timer set it would be 5
  });
});

describe('asCompleted in an asynchronous loop', () => {
  it('gives tasks that failed or were cancelled as they are', () => {
    runVirtual(function* () {
      const failed = createTask(failAfter(1, new ValueError('x')));
      const cancelled = createTask(hang());
      getRunningLoop().callLater(0.5, () => cancelled.cancel());
      const [first, second] = yield* itemsOf(asCompleted([failed, cancelled]));
      expect(first).toBe(cancelled);
      expect(second).toBe(failed);
      expect(failed.exception()).toBeInstanceOf(ValueError);
    });
  });

  it('works with `for await` in an async function', async () => {
    const log: unknown[] = [];
    async function native(tasks: Task<string>[]): Promise<void> {
      for await (const task of asCompleted(tasks)) {
        log.push(tasks.includes(task), task.result());
      }
    }
    function* after(count: number, name: string): Coroutine<string> {
      yield* turns(count);
      return name;
    }
    function* main(): Coroutine<void> {
      const tasks = [createTask(after(3, 'slow')), createTask(after(1, 'quick'))]; // by turns: the time is real here
      const promise = native(tasks);
      yield* tasks[0]!;
      yield* fromPromise(promise);
    }
    await run(main());
    expect(log).toEqual([true, 'quick', true, 'slow']);
  });

  it('releases the tasks when `for await` is left', async () => {
    let pending: Task<void> | undefined;
    async function native(): Promise<unknown> {
      pending = createTask(hang());
      for await (const task of asCompleted([pending, sleeper('quick', 0)])) return task.result();
      return undefined;
    }
    function* main(): Coroutine {
      const result = yield* fromPromise(native());
      return [result, callbacksOf(pending!)];
    }
    expect(await run(main())).toEqual(['quick', 0]);
  });
});

describe('asCompleted with a timeout', () => {
  it('gives what is there in time; each item after it throws TimeoutError; nothing is cancelled', () => {
    runVirtual(function* () {
      const slow = [sleeper('b', 0.15), sleeper('c', 0.2)] as const;
      const log: unknown[] = [];
      for (const next of asCompleted([sleep(0.1, 'a'), ...slow], { timeout: 0.12 })) {
        try {
          log.push(yield* next);
        } catch (error) {
          log.push(error);
        }
      }
      expect(log).toEqual(['a', new TimeoutError(), new TimeoutError()]);
      expect(now()).toBe(0.12);
      expect(slow.map((task) => [task.done(), callbacksOf(task)])).toEqual([
        [false, 0],
        [false, 0],
      ]);
    });
  });

  it('has no limit with undefined or null', () => {
    runVirtual(function* () {
      for (const timeout of [undefined, null]) {
        expect(yield* results(asCompleted([sleep(100, 'a')], { timeout }))).toEqual(['a']);
      }
    });
  });

  it('gives what came in time even if it is looked at later', () => {
    runVirtual(function* () {
      const items = asCompleted([sleep(1, 'a'), sleep(3, 'b')], { timeout: 2 });
      yield* sleep(5);
      const [first, second] = [...items];
      expect(yield* first!).toBe('a');
      expect(yield* failureOf(second!)).toBeInstanceOf(TimeoutError);
    });
  });
});

describe('asCompleted that is left', () => {
  it('before its timeout can be taken up again, until all have come', () => {
    runVirtual(function* () {
      const items = asCompleted([sleep(1, 'a'), sleep(2, 'b'), sleep(3, 'c'), sleep(4, 'd')], {
        timeout: 10,
      });
      const log: unknown[] = [];
      for (const next of items) {
        log.push(yield* next);
        if (log.length === 2) break;
      }
      for (const next of items) log.push(yield* next);
      expect(log).toEqual(['a', 'b', 'c', 'd']);
      expect(items.next()).toEqual({ done: true, value: undefined });
    });
  });

  it('can be taken up again in the other form', () => {
    runVirtual(function* () {
      const tasks = [sleeper('a', 1), sleeper('b', 2), sleeper('c', 3)];
      const items = asCompleted(tasks);
      expect((yield* items.anext()).value).toBe(tasks[0]);
      yield* items.aclose();
      yield* sleep(4);
      expect(yield* results(items)).toEqual(['b', 'c']);
    });
  });

  it('by aclose() keeps nothing on its futures', () => {
    runVirtual(function* () {
      const future = new Future<string>();
      const items = asCompleted([future, sleep(1, 'job')]);
      yield* items.anext();
      yield* items.aclose();
      expect(callbacksOf(future)).toBe(0);
    });
  });

  it('by return() says that it is over, as iterators do', () => {
    runVirtual(function* () {
      const items = asCompleted([new Future<string>()]);
      expect(items.return()).toEqual({ done: true, value: undefined });
      yield* sleep(0);
    });
  });

  it('keeps nothing on futures that live long', () => {
    runVirtual(function* () {
      const shutdown = new Future<string>();
      for (let round = 0; round < 1000; round++) {
        for (const next of asCompleted([shutdown, sleep(0, 'job')])) {
          expect(yield* next).toBe('job');
          break;
        }
      }
      expect(callbacksOf(shutdown)).toBe(0);
    });
  });

  it('with a timeout, keeps its timer and its callbacks until that is over, as CPython', () => {
    runVirtual(function* () {
      const future = new Future<string>();
      for (const next of asCompleted([future, sleep(0, 'job')], { timeout: 5 })) {
        expect(yield* next).toBe('job');
        break;
      }
      expect(callbacksOf(future)).toBe(1);
      yield* sleep(6);
      expect(callbacksOf(future)).toBe(0);
    });
  });

  it('with a timeout, takes its timer back once all are done', () => {
    let stuckAt = NaN;
    const main = function* (): Coroutine<void> {
      const future = new Future<string>();
      for (const next of asCompleted([future, sleep(0, 'job')], { timeout: 5 })) {
        yield* next;
        break;
      }
      future.setResult('late');
      try {
        yield* turns(1);
        yield* new Future<never>();
      } finally {
        stuckAt = now();
      }
    };
    expect(() => {
      runVirtual(main);
    }).toThrow(/no timer is set/);
    expect(stuckAt).toBe(0);
  });

  it('keeps its deadline while it is left', () => {
    runVirtual(function* () {
      const items = asCompleted([sleep(1, 'a'), sleep(20, 'b')], { timeout: 10 });
      for (const next of items) {
        yield* next;
        break;
      }
      yield* sleep(4);
      const rest = items.next().value!;
      expect(yield* failureOf(rest)).toBeInstanceOf(TimeoutError);
      expect(now()).toBe(10);
    });
  });

  it('goes on until the items that it handed out have come: `const [first] = asCompleted(aws)`', () => {
    runVirtual(function* () {
      const slow = sleeper('slow', 5);
      const [first] = asCompleted([slow, sleeper('quick', 1)]);
      expect(yield* first!).toBe('quick');
      expect(callbacksOf(slow)).toBe(0);
    });
  });

  it('counts what was done just before', () => {
    runVirtual(function* () {
      const future = new Future<string>();
      const items = asCompleted([future]);
      future.setResult('a'); // its callback is queued already
      items.return();
      expect(yield* results(items)).toEqual(['a']);
    });
  });
});

describe('an item of asCompleted that is cancelled', () => {
  it('leaves its completion to the next one', () => {
    runVirtual(function* () {
      const [a, b] = [...asCompleted([sleep(1, 'first'), sleep(2, 'second')])].map((item) =>
        createTask(item),
      );
      yield* turns(1);
      a!.cancel();
      expect(yield* b!).toBe('first');
      expect(a!.cancelled()).toBe(true);
    });
  });

  it('hands on a completion that had woken it', () => {
    runVirtual(function* () {
      const future = new Future<string>();
      const other = new Future<string>();
      const [a, b] = [...asCompleted([future, other])].map((item) => createTask(item));
      yield* turns(1);
      future.setResult('handed on');
      getRunningLoop().callSoon(() => a!.cancel()); // after the completion has woken `a`, before `a` runs
      expect(yield* b!).toBe('handed on');
      expect(yield* failureOf(a!)).toBeInstanceOf(CancelledError);
    });
  });

  it('is passed over by a completion in the turn in which it is cancelled', () => {
    runVirtual(function* () {
      const future = new Future<string>();
      const other = new Future<string>();
      const [a, b] = [...asCompleted([future, other])].map((item) => createTask(item));
      yield* turns(1);
      future.setResult('passed on');
      a!.cancel(); // the completion is queued, and `a` behind it
      expect(yield* b!).toBe('passed on');
      expect(a!.cancelled()).toBe(true);
    });
  });

  it('wakes nobody if what woke it was taken meanwhile', () => {
    runVirtual(function* () {
      const future = new Future<string>();
      const other = new Future<string>();
      const items = asCompleted([future, other]);
      const a = createTask(items.next().value!);
      yield* turns(1);
      future.setResult('taken');
      const log: unknown[] = [];
      function* thief(): Coroutine<void> {
        log.push(yield* items.next().value!);
      }
      getRunningLoop().callSoon(() => {
        createTask(thief(), { eagerStart: true });
        a.cancel();
      });
      expect(yield* failureOf(a)).toBeInstanceOf(CancelledError);
      expect(log).toEqual(['taken']);
    });
  });
});

it('names the coroutines that asCompleted makes', () => {
  runVirtual(function* () {
    const items = asCompleted([sleep(0), sleep(0)]);
    const made = [items.next().value!, items.anext(), items.aclose()];
    expect(made.map(String)).toEqual([
      '<coroutine AsCompleted.next() created>',
      '<coroutine AsCompleted.anext() created>',
      '<coroutine AsCompleted.aclose() created>',
    ]);
    for (const each of made) yield* each;
  });
});

describe('asCompleted and other loops', () => {
  it('refuses a future of another loop', () => {
    const future = new Future<void>({ loop: makeLoop() });
    runVirtual(function* () {
      expect(() => asCompleted([future])).toThrow(ValueError);
      yield* sleep(0);
    });
  });

  it('lets no other loop wait for its items', () => {
    const loop = makeLoop();
    function* main(): Coroutine<AsCompleted<CoroutineObject<string>>> {
      const items = asCompleted([sleep(1, 'a'), sleep(2, 'b')]);
      expect(yield* items.next().value!).toBe('a');
      return items;
    }
    const items = runUntilCompleteSync(loop, main());
    runVirtual(function* () {
      expect(yield* failureOf(items.next().value!)).toBeInstanceOf(RuntimeError);
    });
  });
});

describe('asCompleted and bad input', () => {
  it('refuses a promise, and things that cannot be awaited', () => {
    runVirtual(function* () {
      // @ts-expect-error -- no collection
      expect(() => asCompleted(Promise.resolve())).toThrow(/^expects an iterable of awaitables, not /);
      // @ts-expect-error -- a number in it
      expect(() => asCompleted([5])).toThrow(TypeError);
      yield* sleep(0);
    });
  });

  it('refuses what cannot be awaited before it starts anything', () => {
    runVirtual(function* () {
      const call = sleep(0);
      // @ts-expect-error -- a function
      expect(() => asCompleted([call, sleep])).toThrow(
        new TypeError(
          'An asyncio.Future, a coroutine or an awaitable is required, got function sleep()\n  Call it first: sleep()',
        ),
      );
      expect(String(call)).toBe('<coroutine sleep() created>');
      yield* call;
    });
  });

  it('refuses a bad timeout before it starts anything', () => {
    runVirtual(function* () {
      const call = sleep(0);
      // @ts-expect-error -- no number
      expect(() => asCompleted([call], { timeout: '1' })).toThrow(
        new TypeError('timeout must be a number of seconds, got "1"\n  undefined or null is for no limit'),
      );
      expect(() => asCompleted([call], { timeout: NaN })).toThrow(ValueError);
      yield* call;
    });
  });
});

describe('asCompleted in for await', () => {
  it('cancels a step that waits when the loop is left, and leaves nothing behind', async () => {
    function* main(): Coroutine<unknown[]> {
      const future = new Future<string>();
      const steps = asCompleted([future])[Symbol.asyncIterator]();
      const answers = [steps.next(), steps.next()];
      while (allTasks().size === 1) yield* sleep(0); // until the step is under way
      answers.push(steps.return!(), steps.next());
      const settled = yield* fromPromise(Promise.all(answers));
      expect(callbacksOf(future)).toBe(0);
      future.cancel();
      return settled;
    }
    expect(await run(main())).toEqual(Array(4).fill({ done: true, value: undefined }));
  });

  it('answers several next() in their order, and throws for each that time is over', async () => {
    function* main(): Coroutine<unknown[]> {
      const done = new Future<string>();
      done.setResult('a');
      const steps = asCompleted([done, new Future<string>(), new Future<string>()], { timeout: 0 })[
        Symbol.asyncIterator
      ]();
      const answers = [steps.next(), steps.next(), steps.next(), steps.next()];
      return yield* fromPromise(Promise.allSettled(answers));
    }
    expect(await run(main())).toMatchObject([
      { value: { done: false } },
      { reason: new TimeoutError() },
      { reason: new TimeoutError() },
      { value: { done: true } },
    ]);
  });

  it('passes on a cancellation that is not its own', async () => {
    function* main(): Coroutine {
      const steps = asCompleted([new Future()])[Symbol.asyncIterator]();
      const answer = steps.next();
      while (allTasks().size === 1) yield* sleep(0); // until the step is under way
      for (const task of allTasks()) if (task !== currentTask()) task.cancel();
      const [outcome] = yield* fromPromise(Promise.allSettled([answer]));
      return outcome;
    }
    expect(await run(main())).toMatchObject({ reason: new CancelledError() });
  });
});
