import {
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  currentTask,
  Future,
  getRunningLoop,
  run,
  sleep,
  TimeoutError,
  ValueError,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { shield, waitFor } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';

function now(): number {
  return getRunningLoop().time();
}

/** A task that notes its cancellation and then needs a second to clean up. */
function cleaner(log: string[]): Coroutine<void> {
  return hang(function* () {
    log.push('cancelled');
    yield* sleep(1);
    log.push('cleaned up');
  });
}

/** Swallows a cancellation. */
function* stubborn(result: number): Coroutine<number> {
  yield* failureOf(hang());
  return result;
}

describe('waitFor', () => {
  it('gives the result that comes in time', () => {
    runVirtual(function* () {
      expect(yield* waitFor(sleep(1, 'a'), 2)).toBe('a');
      const future = new Future<string>();
      getRunningLoop().callLater(1, () => {
        future.setResult('b');
      });
      expect(yield* waitFor(future, 2)).toBe('b');
      expect(now()).toBe(2);
    });
  });

  it('runs a coroutine in the task that waits', () => {
    runVirtual(function* () {
      function* who(): Coroutine {
        yield* sleep(0);
        return currentTask();
      }
      expect(yield* waitFor(who(), 1)).toBe(currentTask());
    });
  });

  it('follows promises', async () => {
    function* main(): Coroutine {
      return [
        yield* waitFor(Promise.resolve('kept'), 1),
        yield* waitFor(Promise.resolve('unlimited'), undefined),
        yield* failureOf(waitFor(new Promise<never>(() => {}), 0.001)),
      ];
    }
    expect(await run(main())).toEqual([
      'kept',
      'unlimited',
      new TimeoutError('', { cause: new CancelledError() }),
    ]);
  });

  it.each([undefined, null])('waits without limit with %s', (none) => {
    runVirtual(function* () {
      expect(yield* waitFor(sleep(1e6, 'late'), none)).toBe('late');
    });
  });

  it('cancels what is not done in time, waits for its cleanup, and throws TimeoutError', () => {
    runVirtual(function* () {
      for (const inTask of [true, false]) {
        const log: string[] = [];
        const start = now();
        const inner = inTask ? createTask(cleaner(log)) : cleaner(log);
        const error = yield* failureOf(waitFor(inner, 2));
        expect(error).toBeInstanceOf(TimeoutError);
        expect((error as TimeoutError).cause).toBeInstanceOf(CancelledError);
        expect(log).toEqual(['cancelled', 'cleaned up']);
        expect(now() - start).toBe(3);
      }
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it('gives the result that comes in spite of the cancellation', () => {
    runVirtual(function* () {
      expect(yield* waitFor(stubborn(42), 1)).toBe(42);
      expect(yield* waitFor(createTask(stubborn(1)), 1)).toBe(1);
    });
  });

  it('throws the error of a failing cleanup in place of TimeoutError', () => {
    runVirtual(function* () {
      const error = new ValueError('cleanup');
      expect(yield* failureOf(waitFor(createTask(hang(() => failAfter(1, error))), 1))).toBe(error);
    });
  });

  it('cancels the task that it waits for when it is cancelled, and waits for its end', () => {
    runVirtual(function* () {
      for (const limit of [undefined, 60]) {
        const log: string[] = [];
        const inner = createTask(cleaner(log));
        const waiter = createTask(waitFor(inner, limit));
        yield* sleep(1);
        waiter.cancel();
        expect(yield* failureOf(waiter)).toBeInstanceOf(CancelledError);
        expect(inner.cancelled()).toBe(true);
        expect(log).toEqual(['cancelled', 'cleaned up']);
      }
    });
  });

  // python/cpython#86296: the caller's cancellation was lost when the inner task had just finished.
  it('is cancelled although the inner task has finished, if it has not resumed; the result is kept there', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const inner = createTask(sleep(0.1, 'result'));
      inner.addDoneCallback(() => task.cancel()); // comes before the callback that resumes `waitFor`
      function* caller(): Coroutine<void> {
        yield* waitFor(inner, 1);
        log.push('never');
      }
      const task = createTask(caller());
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(inner.result()).toBe('result');
      expect(log).toEqual([]);
    });
  });
});

describe('waitFor with a timeout of 0 or less', () => {
  it('gives the result of a future that is done', () => {
    runVirtual(function* () {
      for (const limit of [0, -1]) {
        const done = new Future<string>();
        done.setResult('done');
        expect(yield* waitFor(done, limit)).toBe('done');
      }
    });
  });

  it('never starts a coroutine', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const start = coroutine(function* start() {
        log.push('started');
        yield* sleep(0);
      });
      expect(yield* failureOf(waitFor(start(), 0))).toBeInstanceOf(TimeoutError);
      expect(log).toEqual([]);
    });
  });

  it('cancels a running task, waits for its cleanup, and throws TimeoutError', () => {
    runVirtual(function* () {
      for (const limit of [0, -1]) {
        const log: string[] = [];
        const inner = createTask(cleaner(log));
        yield* turns(1);
        const error = yield* failureOf(waitFor(inner, limit));
        expect(error).toBeInstanceOf(TimeoutError);
        expect((error as TimeoutError).cause).toBeInstanceOf(CancelledError);
        expect(log).toEqual(['cancelled', 'cleaned up']);
        expect(callbacksOf(inner)).toBe(0);
      }
    });
  });

  it('gives the result or the error that comes in spite of the cancellation', () => {
    runVirtual(function* () {
      const error = new ValueError('x');
      const inner = [createTask(stubborn(7)), createTask(hang(() => failAfter(0, error)))] as const;
      yield* turns(1);
      expect(yield* waitFor(inner[0], 0)).toBe(7);
      expect(yield* failureOf(waitFor(inner[1], 0))).toBe(error);
    });
  });

  it('can be cancelled while it waits for the cleanup, which goes on', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const inner = createTask(cleaner(log));
      yield* turns(1);
      const waiter = createTask(waitFor(inner, 0));
      yield* sleep(0.5);
      waiter.cancel();
      expect(yield* failureOf(waiter)).toBeInstanceOf(CancelledError);
      expect(log).toEqual(['cancelled']);
      expect(callbacksOf(inner)).toBe(0);
      yield* sleep(1);
      expect(log).toEqual(['cancelled', 'cleaned up']);
    });
  });

  it('waits no longer if the waiter was released in the turn in which it was cancelled', () => {
    runVirtual(function* () {
      const inner = createTask(hang());
      yield* turns(1);
      const waiter = createTask(waitFor(inner, 0));
      inner.addDoneCallback(() => waiter.cancel());
      expect(yield* failureOf(waiter)).toBeInstanceOf(CancelledError);
      expect(inner.cancelled()).toBe(true);
    });
  });
});

describe('waitFor around a shield', () => {
  it('leaves the task running, with a limit of 0, with one that passes, and without', () => {
    runVirtual(function* () {
      function* work(): Coroutine<string> {
        return yield* sleep(1, 'done');
      }
      for (const limit of [0, 0.01]) {
        const task = createTask(work());
        expect(yield* failureOf(waitFor(shield(task), limit))).toBeInstanceOf(TimeoutError);
        expect(task.done()).toBe(false);
        expect(yield* task).toBe('done');
      }
      expect(yield* waitFor(shield(createTask(work())), null)).toBe('done');
    });
  });
});

describe('waitFor and bad input', () => {
  it('refuses what cannot be awaited, and times that are no numbers, when it is called', () => {
    runVirtual(function* () {
      for (const limit of [0, 1]) {
        // @ts-expect-error -- no awaitable
        expect(() => waitFor(5, limit)).toThrow(
          new TypeError('An asyncio.Future, a coroutine or an awaitable is required, got 5\n  Or a promise'),
        );
        // @ts-expect-error -- not called
        expect(() => waitFor(() => {}, limit)).toThrow(
          /got function \(anonymous\)\(\)\n {2}Call it first: f\(\)$/,
        );
      }
      const task = createTask(sleep(1, 'intact'));
      // @ts-expect-error -- no number
      expect(() => waitFor(task, '1')).toThrow(
        new TypeError('timeout must be a number of seconds, got "1"\n  undefined or null is for no limit'),
      );
      expect(() => waitFor(task, NaN)).toThrow(
        new ValueError('Invalid timeout: NaN (not a number)\n  Give seconds, such as 0.5'),
      );
      expect(yield* task).toBe('intact');
    });
  });

  it('takes what has an iterator of its own, and what has then()', () => {
    runVirtual(function* () {
      const own = { [Symbol.iterator]: () => sleep(1, 'own')[Symbol.iterator]() };
      expect(yield* waitFor(own, 2)).toBe('own');
    });
    expect(() => waitFor({ then: () => undefined } as unknown as Promise<void>, 2).close()).not.toThrow();
  });
});
