import {
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  run,
  sleep,
  TimeoutError,
  ValueError,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, runReporting, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { waitFor } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';
import { now } from './sleepers.js';

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

  it('is a coroutine of that name', () => {
    const waiting = waitFor(sleep(1), 2);
    expect(String(waiting)).toBe('<coroutine waitFor() created>');
    waiting.close();
  });

  it('waits without limit with undefined', () => {
    runVirtual(function* () {
      expect(yield* waitFor(sleep(1e6, 'late'), undefined)).toBe('late');
    });
  });

  it('cancels a coroutine that is not done in time, although it runs in the task that waits', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const error = yield* failureOf(waitFor(cleaner(log), 2));
      expect(error).toEqual(new TimeoutError('', { cause: new CancelledError() }));
      expect(log).toEqual(['cancelled', 'cleaned up']);
      expect(now()).toBe(3);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it('waits for the end of the task that it waits for when it is cancelled', () => {
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
});

describe('waitFor with a timeout of 0 or less', () => {
  it.each([0, -1])('never starts a coroutine: %d', (limit) => {
    runVirtual(function* () {
      function* body(): Coroutine<never> {
        expect.fail('started');
      }
      expect(yield* failureOf(waitFor(body(), limit))).toBeInstanceOf(TimeoutError);
    });
  });

  it('leaves nothing on the task that it cancelled', () => {
    runVirtual(function* () {
      for (const limit of [0, -1]) {
        const log: string[] = [];
        const inner = createTask(cleaner(log));
        yield* turns(1);
        expect(yield* failureOf(waitFor(inner, limit))).toBeInstanceOf(TimeoutError);
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

describe('waitFor and bad input', () => {
  it('refuses what cannot be awaited, and times that are no numbers, when it is called', () => {
    runVirtual(function* () {
      for (const limit of [0, 1]) {
        // @ts-expect-error -- no awaitable
        expect(() => waitFor(5, limit)).toThrow(
          new TypeError('An asyncio.Future, a coroutine or an awaitable is required, got 5\n  Or a promise'),
        );
        // @ts-expect-error -- nothing
        expect(() => waitFor(undefined, limit)).toThrow(/ is required, got undefined\n/);
        // @ts-expect-error -- several
        expect(() => waitFor([5], limit)).toThrow(/ is required, got \[5\]\n/);
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

  it('takes a raw generator also where engines give it forEach()', () => {
    runVirtual(function* () {
      const raw = Object.assign(stubborn(7), { forEach: () => undefined });
      expect(yield* failureOf(waitFor(raw, 0))).toBeInstanceOf(TimeoutError);
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

describe('a waitFor that nobody awaits', () => {
  it('is reported in debug mode under its name', () => {
    const { reported } = runReporting(
      function* () {
        // eslint-disable-next-line asyncio/no-unyielded -- the mistake that is tested
        waitFor(sleep(1), 2);
        yield* sleep(0);
      },
      { debug: true },
    );
    const messages = reported.map(({ message }) => message.split(' at ')[0]);
    expect(messages.sort()).toEqual([
      "coroutine 'sleep' was never awaited",
      "coroutine 'waitFor' was never awaited",
    ]);
  });
});
