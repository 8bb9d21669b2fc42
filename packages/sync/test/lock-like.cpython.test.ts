/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_locks.py` and `test_pep492.py` pin down about `async with`, which is
 * `withAsync` here. Not here: `with await lock`, which Python once had, and refuses.
 */
import { sleep, withAsync } from '@asyncio-ts/tasks';
import { runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { BoundedSemaphore, Condition, Lock, Semaphore } from '../src/index.js';

describe.each([Lock, Condition, Semaphore, BoundedSemaphore])('withAsync(%o)', (Kind) => {
  it('holds it all through the block and not outside, and gives the body no value [test_pep492.LockTests.test_context_manager_async_with]', () => {
    const lock = new Kind(); // made outside of any loop
    runVirtual(function* () {
      yield* sleep(0.01);
      expect(lock.locked()).toBe(false);
      const result = yield* withAsync(lock, function* (value) {
        expect(value).toBeUndefined();
        expect(lock.locked()).toBe(true);
        yield* sleep(0.01);
        expect(lock.locked()).toBe(true);
        return 7;
      });
      expect(result).toBe(7);
      expect(lock.locked()).toBe(false);
    });
    expect(lock.locked()).toBe(false);
  });
});

describe.each([
  ['lock', Lock, '[test_locks.LockTests.test_context_manager]'],
  ['condition', Condition, '[test_locks.ConditionTests.test_context_manager]'],
])('a %s', (_name, Kind, id) => {
  it(`is held in the block of withAsync and of using, and free before and after ${id}`, () => {
    runVirtual(function* () {
      const lock = new Kind();
      const states = [lock.locked()];
      yield* withAsync(lock, function* () {
        states.push(lock.locked());
      });
      states.push(lock.locked());
      {
        using _held = yield* lock.acquire();
        states.push(lock.locked());
      }
      states.push(lock.locked());
      expect(states).toEqual([false, true, false, true, false]);
    });
  });
});
