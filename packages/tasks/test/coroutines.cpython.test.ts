/**
 * What CPython 3.13's `test_tasks.py` and `test_pep492.py` pin down of what counts as a coroutine, in our words. Not
 * here: that a generator is none, for here it is one; and Python's bridges from generators to coroutines.
 */
import { type Coroutine, coroutine, isCoroutine, isCoroutineFunction, sleep } from '@asyncio-ts/tasks';
import { runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it, vi } from 'vitest';

import { returns } from './small-coroutines.js';

const work = coroutine(function* work() {
  yield* sleep(0);
});

describe('isCoroutine', () => {
  it('is true for calls of coroutine functions, and for what steps like one [test_pep492.CoroutineTests.test_iscoroutine]', () => {
    const like = { next() {}, throw() {}, return() {}, [Symbol.iterator]() {} };
    expect([work(), returns(1), sleep(1), like].map(isCoroutine)).toEqual([true, true, true, true]);
    const others = [
      work,
      returns,
      { next() {} },
      [1].values(),
      Promise.resolve(),
      vi.fn(),
      1,
      null,
      undefined,
    ];
    for (const other of others) expect(isCoroutine(other)).toBe(false);
  });
});

describe('isCoroutineFunction', () => {
  it('is true for coroutine functions [test_pep492.CoroutineTests.test_iscoroutinefunction]', () => {
    expect(isCoroutineFunction(work)).toBe(true);
  });

  it('is false for other functions and for mocks; generator functions are coroutine functions here, not in Python [test_tasks.BaseTaskTests.test_iscoroutinefunction]', () => {
    function* generatorFunction(): Coroutine<void> {}
    expect([work, generatorFunction].map(isCoroutineFunction)).toEqual([true, true]);
    const others = [() => 1, async () => Promise.resolve(1), vi.fn(), vi.fn(() => work()), work(), Promise];
    for (const other of others) expect(isCoroutineFunction(other)).toBe(false);
  });
});

describe('a coroutine function that awaits nothing', () => {
  it('is one all the same: its call does nothing until it is run [test_tasks.BaseTaskTests.test_coroutine_non_gen_function]', () => {
    let ran = false;
    const quick = coroutine(function* quick() {
      ran = true;
      return 'test';
    });
    expect(isCoroutineFunction(quick)).toBe(true);
    const call = quick();
    expect([isCoroutine(call), ran]).toEqual([true, false]);
    expect([runVirtual(() => call), ran]).toEqual(['test', true]);
  });
});
