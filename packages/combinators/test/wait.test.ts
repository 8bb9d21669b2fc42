import {
  CancelledError,
  type Coroutine,
  createTask,
  Future,
  run,
  runUntilCompleteSync,
  sleep,
  ValueError,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, makeLoop, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, wait } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';
import { names, now, sleeper } from './sleepers.js';

describe('wait', () => {
  it('keeps the order given in both sets', () => {
    runVirtual(function* () {
      const tasks = [sleeper('a', 4), sleeper('b', 2), sleeper('c', 3), sleeper('d', 1)];
      const [done, pending] = yield* wait(tasks, { timeout: 2.5 });
      expect(names(done)).toEqual(['b', 'd']);
      expect(names(pending)).toEqual(['a', 'c']);
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

  it.each([
    ['FIRST_COMPLETED', FIRST_COMPLETED, ['quick']],
    ['FIRST_EXCEPTION', FIRST_EXCEPTION, ['quick', 'failing']],
    ['ALL_COMPLETED', ALL_COMPLETED, ['quick', 'failing', 'slow']],
  ] as const)('takes %s by its name in Python', (name, constant, expected) => {
    expect(constant).toBe(name);
    runVirtual(function* () {
      const failing = createTask(failAfter(2, new ValueError('x')), { name: 'failing' });
      const [done] = yield* wait([sleeper('quick', 1), failing, sleeper('slow', 3)], { returnWhen: name });
      expect(names(done)).toEqual(expected);
      yield* failureOf(failing);
    });
  });

  it('is a coroutine of that name', () => {
    runVirtual(function* () {
      const waiting = wait([sleeper('a', 1)]);
      expect(String(waiting)).toBe('<coroutine wait() created>');
      yield* waiting;
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

  it('takes promises, for which the sets hold futures', async () => {
    function* main(): Coroutine {
      const [done, pending] = yield* wait([Promise.resolve(1), new Promise<never>(() => {})], {
        returnWhen: FIRST_COMPLETED,
      });
      return [[...done].map((future) => future.result()), pending.size];
    }
    expect(await run(main())).toEqual([[1], 1]);
  });

  it('takes its callbacks and its timer back when it is cancelled', () => {
    const loop = makeLoop();
    function* main(): Coroutine<void> {
      const tasks = [sleeper('a', 5), sleeper('b', 5)];
      const waiter = createTask(wait(tasks, { timeout: 100 }));
      yield* sleep(1);
      expect(tasks.map(callbacksOf)).toEqual([1, 1]);
      waiter.cancel();
      expect(yield* failureOf(waiter)).toBeInstanceOf(CancelledError);
      expect(tasks.map(callbacksOf)).toEqual([0, 0]);
      yield* wait(tasks);
    }
    runUntilCompleteSync(loop, main());
    expect([loop.runForeverSync(), loop.time()]).toEqual(['stuck', 5]); // with the timer set it would be 100
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
  it('refuses what is no collection', () => {
    // @ts-expect-error -- no collection
    expect(() => wait(5)).toThrow(new TypeError('expect a list of futures, not 5\n  Write wait([task])'));
    // @ts-expect-error -- no collection
    expect(() => wait(null)).toThrow(/^expect a list of futures, not null\n/);
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

  it('refuses a bad timeout; the tasks are untouched', () => {
    runVirtual(function* () {
      const task = sleeper('a', 1);
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
