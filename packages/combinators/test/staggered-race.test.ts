import { KeyboardInterrupt } from '@asyncio-ts/loop';
import {
  allTasks,
  CancelledError,
  type Coroutine,
  createTask,
  currentTask,
  sleep,
  type Task,
  ValueError,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, hang, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { staggeredRace } from '../src/index.js';
import { now } from './sleepers.js';

describe('staggeredRace', () => {
  it('starts the next at once if the one before fails within the delay', () => {
    runVirtual(function* () {
      const error = new ValueError('0');
      expect(yield* staggeredRace([() => failAfter(1, error), () => sleep(1, 'x')], 5)).toEqual([
        'x',
        1,
        [error, undefined],
      ]);
      expect(now()).toBe(2);
    });
  });

  it('starts no other attempt once one has won, and leaves the task of the winner as it is', () => {
    runVirtual(function* () {
      const winners: Task<unknown>[] = [];
      function* win(): Coroutine<string> {
        yield* sleep(1); // the next attempt is waiting by now
        winners.push(currentTask()!);
        return 'x';
      }
      function* tooLate(): Coroutine<never> {
        expect.fail('started');
      }
      expect(yield* staggeredRace<string>([win, tooLate], 5)).toEqual(['x', 0, [undefined]]);
      expect(winners.map((task) => [task.done(), task.cancelled()])).toEqual([[true, false]]);
      expect(now()).toBe(1);
    });
  });

  it('is a coroutine of that name', () => {
    expect(String(staggeredRace([], null))).toBe('<coroutine staggeredRace() created>');
  });

  it('keeps an error that comes after the next attempt was started by the delay', () => {
    runVirtual(function* () {
      const error = new ValueError('0');
      const attempts = [() => failAfter(2, error), () => sleep(3, 'x')];
      expect(yield* staggeredRace(attempts, 1)).toEqual(['x', 1, [error, undefined]]);
    });
  });

  it('cancels all attempts when it is cancelled', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const attempt = () =>
        hang(function* () {
          log.push('cancelled');
        });
      const race = createTask(staggeredRace([attempt, attempt], 1));
      yield* sleep(1.5);
      race.cancel();
      expect(yield* failureOf(race)).toBeInstanceOf(CancelledError);
      yield* sleep(1);
      expect(log).toEqual(['cancelled', 'cancelled']);
      expect(allTasks().size).toBe(1);
    });
  });

  it('throws what is wrong with the list of functions', () => {
    runVirtual(function* () {
      function* broken(): Generator<never> {
        throw new ValueError('broken list');
      }
      expect(yield* failureOf(staggeredRace(broken(), null))).toEqual(new ValueError('broken list'));
    });
  });

  it('takes a function that makes no coroutine as an attempt that failed', () => {
    runVirtual(function* () {
      // @ts-expect-error -- no coroutine
      const [result, index, exceptions] = yield* staggeredRace([() => [5], () => sleep(0, 'x')], null);
      expect([result, index]).toEqual(['x', 1]);
      expect(exceptions.map(String)).toEqual([
        expect.stringMatching(
          /^TypeError: An asyncio\.Future, a coroutine or an awaitable is required, got \[5\]/,
        ),
        'undefined',
      ]);
    });
  });

  it.each([
    ['a function', sleep, 'function sleep()'],
    ['nothing', undefined, 'undefined'],
    ['a number in the array', [() => sleep(0), 5], '5'],
  ])('refuses %s as functions, when it is called', (_what, functions, got) => {
    expect(() => staggeredRace(functions as never, null)).toThrow(
      new TypeError(
        `staggeredRace() needs a collection of coroutine functions, got ${got}\n  Write staggeredRace([() => connect(a), () => connect(b)], 0.25)`,
      ),
    );
  });

  it('throws for what is no function in another collection when its turn comes', () => {
    runVirtual(function* () {
      const functions = new Set([() => failAfter(0, new ValueError('0')), 5]);
      expect(String(yield* failureOf(staggeredRace(functions as never, null)))).toMatch(
        /^TypeError: staggeredRace\(\) needs a collection of coroutine functions, got 5\n/,
      );
      yield* sleep(0);
      expect(allTasks().size).toBe(1);
    });
  });

  it('refuses a delay that is no number, when it is called', () => {
    // @ts-expect-error -- no number
    expect(() => staggeredRace([], '1')).toThrow(
      new TypeError('delay must be a number of seconds, got "1"\n  undefined or null is for no limit'),
    );
    expect(() => staggeredRace([], NaN)).toThrow(
      new ValueError('Invalid delay: NaN (not a number)\n  Give seconds, such as 0.5'),
    );
  });

  it('lets errors through that end the program', () => {
    const fatal = new KeyboardInterrupt();
    expect(() =>
      runVirtual(function* () {
        yield* staggeredRace([() => failAfter(1, fatal)], null);
      }),
    ).toThrow(fatal);
  });
});
