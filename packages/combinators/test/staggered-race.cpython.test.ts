/** What CPython 3.13's `Lib/test/test_asyncio/test_staggered.py` pins down. */
import { CancelledError, type Coroutine, sleep, ValueError } from '@asyncio-ts/tasks';
import { runVirtual } from '@asyncio-ts/test-kit';
import { expect, it } from 'vitest';

import { staggeredRace, type StaggeredResult } from '../src/index.js';
import { now } from './sleepers.js';

/** Races two attempts; which of them were started, how it ended, and when. */
function* race(
  attempt: (index: number) => Coroutine<string>,
  delay: number | null,
): Coroutine<[started: number[], ...StaggeredResult<string>, time: number]> {
  const started: number[] = [];
  const attempts = [0, 1].map((index) => () => {
    started.push(index);
    return attempt(index);
  });
  const result = yield* staggeredRace(attempts, delay);
  return [started, ...result, now()];
}

const errors = [new ValueError('0'), new ValueError('1')] as const;

it('a race of nothing has no winner, no index and no errors [test_staggered.StaggeredTests.test_empty]', () => {
  runVirtual(function* () {
    expect(yield* staggeredRace([], null)).toEqual([undefined, undefined, []]);
  });
});

it('without a delay, nothing is started after one that succeeds [test_staggered.StaggeredTests.test_one_successful]', () => {
  runVirtual(function* () {
    function* attempt(index: number): Coroutine<string> {
      return `Res: ${index}`;
    }
    expect(yield* race(attempt, null)).toEqual([[0], 'Res: 0', 0, [undefined], 0]);
  });
});

it('without a delay, the next is started when one fails [test_staggered.StaggeredTests.test_first_error_second_successful]', () => {
  runVirtual(function* () {
    function* attempt(index: number): Coroutine<string> {
      if (index === 0) throw errors[0];
      return `Res: ${index}`;
    }
    expect(yield* race(attempt, null)).toEqual([[0, 1], 'Res: 1', 1, [errors[0], undefined], 0]);
  });
});

it('after the delay, the next is started beside the first, which is cancelled when it loses [test_staggered.StaggeredTests.test_first_timeout_second_successful]', () => {
  runVirtual(function* () {
    function* attempt(index: number): Coroutine<string> {
      if (index === 0) yield* sleep(10);
      return `Res: ${index}`;
    }
    const lost: unknown = expect.any(CancelledError);
    expect(yield* race(attempt, 0.1)).toEqual([[0, 1], 'Res: 1', 1, [lost, undefined], 0.1]);
  });
});

it('a race that all lose has no winner and no index, and an error of each [test_staggered.StaggeredTests.test_none_successful]', () => {
  runVirtual(function* () {
    function* attempt(index: number): Coroutine<string> {
      throw index === 0 ? errors[0] : errors[1];
    }
    expect(yield* race(attempt, null)).toEqual([[0, 1], undefined, undefined, errors, 0]);
  });
});
