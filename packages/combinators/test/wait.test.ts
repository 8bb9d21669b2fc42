import {
  CancelledError,
  type Coroutine,
  createTask,
  Future,
  getRunningLoop,
  run,
  sleep,
  type Task,
  ValueError,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, wait } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';

function now(): number {
  return getRunningLoop().time();
}

function names(tasks: Iterable<Future<unknown>>): string[] {
  return [...tasks].map((task) => (task as Task<unknown>).getName());
}

function sleeper(name: string, seconds: number): Task<string> {
  return createTask(sleep(seconds, name), { name });
}

describe('wait', () => {
  it('waits for all, and takes no time for those that are done', () => {
    runVirtual(function* () {
      const tasks = [sleeper('a', 0.1), sleeper('b', 0.15)];
      for (let round = 0; round < 2; round++) {
        const [done, pending] = yield* wait(tasks);
        expect(names(done)).toEqual(['a', 'b']);
        expect(pending.size).toBe(0);
        expect(now()).toBe(0.15);
      }
    });
  });

  it('keeps the order given in both sets, and counts duplicates once', () => {
    runVirtual(function* () {
      const tasks = [sleeper('a', 4), sleeper('b', 1), sleeper('c', 3), sleeper('d', 2)];
      const [done, pending] = yield* wait([...tasks, ...tasks], { timeout: 2.5 });
      expect(names(done)).toEqual(['b', 'd']);
      expect(names(pending)).toEqual(['a', 'c']);
    });
  });

  it('returns with the first one done, and leaves the others running', () => {
    runVirtual(function* () {
      const slow = sleeper('slow', 10);
      const [done, pending] = yield* wait([slow, sleeper('quick', 0.1)], { returnWhen: FIRST_COMPLETED });
      expect([names(done), names(pending)]).toEqual([['quick'], ['slow']]);
      expect(now()).toBe(0.1);
      expect(slow.done()).toBe(false);
      expect(yield* slow).toBe('slow');
    });
  });

  it('counts as done what finished before it resumed', () => {
    runVirtual(function* () {
      function* two(): Coroutine<void> {
        yield* sleep(0);
        yield* sleep(0);
      }
      const first = createTask(sleep(0), { name: 'first' });
      const second = createTask(two(), { name: 'second' });
      const [done, pending] = yield* wait([first, second], { returnWhen: FIRST_COMPLETED });
      expect(names(done)).toEqual(['first', 'second']);
      expect(pending.size).toBe(0);
    });
  });

  it('returns with the first one that fails', () => {
    runVirtual(function* () {
      for (const seconds of [0, 0.01]) {
        const start = now();
        const other = sleeper('other', 10);
        const failing = createTask(failAfter(seconds, new ValueError('x')), { name: 'failing' });
        const [done, pending] = yield* wait([failing, other], { returnWhen: FIRST_EXCEPTION });
        expect([names(done), names(pending)]).toEqual([['failing'], ['other']]);
        expect(now() - start).toBeCloseTo(seconds);
        other.cancel();
      }
    });
  });

  it('does not count results and cancellations as failures', () => {
    runVirtual(function* () {
      const cancelled = sleeper('cancelled', 10);
      cancelled.cancel();
      const [done] = yield* wait([cancelled, sleeper('quick', 1), sleeper('slow', 2)], {
        returnWhen: FIRST_EXCEPTION,
      });
      expect(names(done)).toEqual(['cancelled', 'quick', 'slow']);
      expect(now()).toBe(2);
    });
  });

  it('waits for all although some fail, and throws nothing', () => {
    runVirtual(function* () {
      const error = new ValueError('x');
      const [done] = yield* wait([sleeper('a', 0.1), createTask(failAfter(0.15, error))], {
        returnWhen: ALL_COMPLETED,
      });
      expect([...done].map((task) => task.exception())).toEqual([undefined, error]);
    });
  });

  it('returns when time is over, without an error and without cancelling', () => {
    runVirtual(function* () {
      const slow = sleeper('slow', 0.15);
      const [done, pending] = yield* wait([sleeper('quick', 0.1), slow], { timeout: 0.11 });
      expect([names(done), names(pending)]).toEqual([['quick'], ['slow']]);
      expect(now()).toBe(0.11);
      yield* slow;
    });
  });

  it('counts what ends at the very deadline as done', () => {
    runVirtual(function* () {
      const tasks = [sleeper('a', 0.1), sleeper('b', 10)];
      yield* turns(1); // they sleep before the time-out is set
      const [done, pending] = yield* wait(tasks, { timeout: 0.1 });
      expect([names(done), names(pending)]).toEqual([['a'], ['b']]);
    });
  });

  it('leaves no timer when it is not needed', () => {
    runVirtual(function* () {
      yield* wait([sleeper('a', 1)], { timeout: 100 });
      yield* wait([sleeper('b', 1)], { timeout: null });
      expect(now()).toBe(2);
    });
    // A timer left behind would have moved the virtual clock on before the loop was stuck.
    expect(() => runVirtual(stuckAfterWait)).toThrow(/nothing is ready, no timer is set/);
  });

  it('takes iterators and generators, and runs them once', () => {
    runVirtual(function* () {
      let made = 0;
      function* make(): Generator<Task<string>> {
        // eslint-disable-next-line asyncio/no-bare-yield -- a plain generator, not a coroutine
        while (made < 10) yield sleeper(`t${made++}`, 1);
      }
      const [done] = yield* wait(make());
      expect(done.size).toBe(10);
      expect((yield* wait(done.values()))[0]).toEqual(done);
      expect(made).toBe(10);
    });
  });

  it('takes promises, for which the sets hold futures', async () => {
    function* main(): Coroutine {
      const [done, pending] = yield* wait([Promise.resolve(1), new Promise<never>(() => {})], {
        returnWhen: FIRST_COMPLETED,
      });
      return [[...done].map((future) => future.result()), pending.size];
    }
    expect(await run(main())).toEqual([[1], 1]);
  });

  it('leaves the tasks running when it is cancelled', () => {
    runVirtual(function* () {
      const tasks = [sleeper('a', 5), sleeper('b', 5)];
      const waiter = createTask(wait(tasks, { timeout: 100 }));
      yield* sleep(1);
      waiter.cancel();
      expect(yield* failureOf(waiter)).toBeInstanceOf(CancelledError);
      expect(tasks.map((task) => task.done())).toEqual([false, false]);
      expect(tasks.map(callbacksOf)).toEqual([0, 0]);
      yield* wait(tasks);
      expect(now()).toBe(5);
    });
  });

  it('leaves nothing behind on a future that it waited for a thousand times', () => {
    runVirtual(function* () {
      const shutdown = new Future<void>();
      for (let round = 0; round < 1000; round++) {
        yield* wait([shutdown, createTask(sleep(0))], { returnWhen: FIRST_COMPLETED });
        yield* wait([shutdown], { timeout: 0 });
      }
      expect(callbacksOf(shutdown)).toBe(0);
    });
  });
});

function* stuckAfterWait(): Coroutine<void> {
  yield* wait([createTask(sleep(1))], { timeout: 100 });
  yield* new Future<void>();
}

describe('wait and bad input', () => {
  it('refuses a single future or coroutine, when it is called', () => {
    runVirtual(function* () {
      const task = sleeper('a', 0);
      // @ts-expect-error -- no collection
      expect(() => wait(task)).toThrow(/^expect a list of futures, not <Task pending /);
      const call = sleep(0);
      // @ts-expect-error -- no collection
      expect(() => wait(call)).toThrow(/^expect a list of futures, not <coroutine /);
      // @ts-expect-error -- no collection
      expect(() => wait(5)).toThrow(new TypeError('expect a list of futures, not 5\n  Write wait([task])'));
      // @ts-expect-error -- no collection
      expect(() => wait(null)).toThrow(TypeError);
      yield* call;
      yield* task;
    });
  });

  it('refuses a raw generator that is a coroutine, wherever that suspends', () => {
    runVirtual(function* () {
      for (const seconds of [0, 1]) {
        // @ts-expect-error -- no collection of futures
        expect(() => wait(failAfter(seconds, new ValueError('x')))).toThrow(
          new TypeError('expect a list of futures, not a coroutine\n  Write wait([task])'),
        );
      }
    });
  });

  it('refuses coroutines and other things in the collection', () => {
    runVirtual(function* () {
      const call = sleep(1);
      // @ts-expect-error -- a coroutine
      expect(() => wait([call])).toThrow(
        new TypeError(
          'Passing coroutines is forbidden, use tasks explicitly.\n' +
            '  Write createTask(coroutine) for <coroutine sleep() created>',
        ),
      );
      // @ts-expect-error -- undefined
      expect(() => wait([undefined])).toThrow(/not undefined in it\n/);
      // @ts-expect-error -- a number
      expect(() => wait([5])).toThrow(TypeError);
      yield* call;
    });
  });

  it('refuses an empty collection, an unknown returnWhen and a bad timeout; the tasks are untouched', () => {
    runVirtual(function* () {
      const task = sleeper('a', 1);
      expect(() => wait([])).toThrow(
        new ValueError('Set of Tasks/Futures is empty.\n  Give wait() one future at least'),
      );
      // @ts-expect-error -- unknown
      expect(() => wait([task], { returnWhen: 'SOME' })).toThrow(
        new ValueError(
          'Invalid return_when value: "SOME"\n  Use FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED',
        ),
      );
      // @ts-expect-error -- no number
      expect(() => wait([task], { timeout: '1' })).toThrow(
        new TypeError('timeout must be a number of seconds, got "1"\n  undefined or null is for no limit'),
      );
      expect(() => wait([task], { timeout: NaN })).toThrow(
        new ValueError('Invalid timeout: NaN (not a number)\n  Give seconds, such as 0.5'),
      );
      yield* turns(2);
      expect(callbacksOf(task)).toBe(0);
      expect(yield* task).toBe('a');
    });
  });
});
