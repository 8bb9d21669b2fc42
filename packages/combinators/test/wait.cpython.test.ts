/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_tasks.py` pins down of `wait`. Its sets have an order here: the one
 * given. Bad arguments are errors of the call, there of the first await.
 */
import {
  CancelledError,
  type Coroutine,
  createTask,
  Future,
  sleep,
  type Task,
  ValueError,
} from '@asyncio-ts/tasks';
import { failAfter, failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import {
  ALL_COMPLETED,
  FIRST_COMPLETED,
  FIRST_EXCEPTION,
  type ReturnWhen,
  wait,
  type WaitOptions,
} from '../src/index.js';
import { names, now, sleeper } from './sleepers.js';

const error = new ValueError('x');

/** The names of the tasks in both sets, and the time. */
function* waitAndTell(
  tasks: Iterable<Task<unknown>>,
  options?: WaitOptions,
): Coroutine<[done: string[], pending: string[], time: number]> {
  const [done, pending] = yield* wait(tasks, options);
  return [names(done), names(pending), now()];
}

function* failsAtOnce(): Coroutine<never> {
  throw error;
}

describe('wait', () => {
  it('waits for all, and takes no time when they are done [test_tasks.BaseTaskTests.test_wait]', () => {
    runVirtual(function* () {
      const [a, b] = [sleeper('a', 0.1), sleeper('b', 0.15)];
      expect(yield* waitAndTell([b, a])).toEqual([['b', 'a'], [], 0.15]);
      expect(yield* waitAndTell([b, a])).toEqual([['b', 'a'], [], 0.15]);
    });
  });

  it('counts a task that is given twice once [test_tasks.BaseTaskTests.test_wait_duplicate_coroutines]', () => {
    runVirtual(function* () {
      const task = sleeper('test', 0);
      expect(yield* waitAndTell([task, task, sleeper('spam', 0)])).toEqual([['test', 'spam'], [], 0]);
    });
  });

  it('takes an iterator, which can be gone through once [test_tasks.BaseTaskTests.test_wait_with_iterator_of_tasks]', () => {
    runVirtual(function* () {
      const iterator = [sleeper('b', 0.15), sleeper('a', 0.1)].values();
      expect(yield* waitAndTell(iterator)).toEqual([['b', 'a'], [], 0.15]);
      expect(iterator.next().done).toBe(true);
    });
  });

  it('takes a generator that makes the tasks, and runs it once [test_tasks.BaseTaskTests.test_wait_generator]', () => {
    runVirtual(function* () {
      let made = 0;
      function* make(): Generator<Task<string>> {
        // eslint-disable-next-line asyncio/no-bare-yield -- a plain generator, not a coroutine
        while (made < 10) yield sleeper(`${made++}`, 0);
      }
      const [done, pending] = yield* wait(make(), { returnWhen: ALL_COMPLETED });
      expect([names(done).join(''), pending.size, made]).toEqual(['0123456789', 0, 10]);
    });
  });

  it('leaves the tasks running when it is cancelled [test_tasks.BaseTaskTests.test_yield_wait_does_not_shield_cancel]', () => {
    runVirtual(function* () {
      const proof: string[] = [];
      const waiter = new Future<void>();
      function* inner(): Coroutine<void> {
        yield* waiter;
        proof.push('inner');
      }
      function* outer(): Coroutine<void> {
        yield* wait([createTask(inner())]);
        proof.push('outer');
      }
      const task = createTask(outer());
      yield* turns(2);
      task.cancel();
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(proof).toEqual([]);
      waiter.setResult();
      yield* turns(2);
      expect(proof).toEqual(['inner']);
    });
  });
});

describe('wait for the first', () => {
  it('returns when one is done, and leaves the others alone [test_tasks.BaseTaskTests.test_wait_first_completed]', () => {
    runVirtual(function* () {
      const [a, b] = [sleeper('a', 10), sleeper('b', 0.1)];
      const told = yield* waitAndTell([b, a], { returnWhen: FIRST_COMPLETED });
      expect(told).toEqual([['b'], ['a'], 0.1]);
      expect([a.done(), a.cancelling(), b.result()]).toEqual([false, 0, 'b']);
      expect(yield* a).toBe('a');
    });
  });

  it('counts as done what got done before it resumed [test_tasks.BaseTaskTests.test_wait_really_done]', () => {
    runVirtual(function* () {
      const a = createTask(turns(1), { name: 'a' });
      const b = createTask(turns(2), { name: 'b' }); // done when `wait` is woken: its callback is still to come
      const told = yield* waitAndTell([b, a], { returnWhen: FIRST_COMPLETED });
      expect(told).toEqual([['b', 'a'], [], 0]);
    });
  });

  it('that fails returns without delay if one fails in its first step [test_tasks.BaseTaskTests.test_wait_first_exception]', () => {
    runVirtual(function* () {
      const a = sleeper('a', 10);
      const b = createTask(failsAtOnce(), { name: 'b' });
      const told = yield* waitAndTell([b, a], { returnWhen: FIRST_EXCEPTION });
      expect(told).toEqual([['b'], ['a'], 0]);
      expect(b.exception()).toBe(error);
      expect(yield* a).toBe('a');
    });
  });

  it('that fails returns when one fails meanwhile [test_tasks.BaseTaskTests.test_wait_first_exception_in_wait]', () => {
    runVirtual(function* () {
      const a = sleeper('a', 10);
      const b = createTask(failAfter(0.01, error), { name: 'b' });
      const told = yield* waitAndTell([b, a], { returnWhen: FIRST_EXCEPTION });
      expect(told).toEqual([['b'], ['a'], 0.01]);
      expect(yield* a).toBe('a');
    });
  });

  it('is not what ALL_COMPLETED does: an error is seen in its task alone [test_tasks.BaseTaskTests.test_wait_with_exception]', () => {
    runVirtual(function* () {
      const a = sleeper('a', 0.15);
      const b = createTask(failAfter(0.1, error), { name: 'b' });
      for (let round = 0; round < 2; round++)
        expect(yield* waitAndTell([b, a])).toEqual([['b', 'a'], [], 0.15]);
      expect([a.exception(), b.exception()]).toEqual([undefined, error]);
    });
  });
});

describe('wait with a timeout', () => {
  it('returns when time is over, without an error and without cancelling [test_tasks.BaseTaskTests.test_wait_with_timeout]', () => {
    runVirtual(function* () {
      const [a, b] = [sleeper('a', 0.1), sleeper('b', 0.15)];
      expect(yield* waitAndTell([b, a], { timeout: 0.11 })).toEqual([['a'], ['b'], 0.11]);
      expect(yield* b).toBe('b');
      expect(now()).toBe(0.15);
    });
  });

  it('counts as done what ends at that very time [test_tasks.BaseTaskTests.test_wait_concurrent_complete]', () => {
    runVirtual(function* () {
      const [a, b] = [sleeper('a', 0.1), sleeper('b', 0.15)];
      yield* turns(1); // they sleep before the timeout is set
      expect(yield* waitAndTell([b, a], { timeout: 0.1 })).toEqual([['a'], ['b'], 0.1]);
      expect(yield* b).toBe('b');
    });
  });
});

describe('wait and bad input', () => {
  it('refuses an empty set, and an unknown returnWhen before it looks at the items [test_tasks.BaseTaskTests.test_wait_errors]', () => {
    runVirtual(function* () {
      expect(thrownBy(() => wait(new Set<Future<void>>()))).toEqual(
        new ValueError('Set of Tasks/Futures is empty.\n  Give wait() one future at least'),
      );
      const call = sleep(10) as unknown as Future<void>;
      expect(thrownBy(() => wait([call], { returnWhen: -1 as unknown as ReturnWhen }))).toEqual(
        new ValueError(
          'Invalid return_when value: -1\n  Use FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED',
        ),
      );
      expect(String(call)).toBe('<coroutine sleep() created>');
    });
  });

  it('refuses a single future, a single coroutine and an empty list [test_tasks.BaseTaskTests.test_wait_invalid_args]', () => {
    runVirtual(function* () {
      for (const single of [new Future<void>(), sleep(10)]) {
        const thrown = thrownBy(() => wait(single as unknown as Future<void>[]));
        expect(thrown).toBeInstanceOf(TypeError);
        expect(String(thrown)).toMatch(/^TypeError: expect a list of futures, not </);
      }
      expect(thrownBy(() => wait([]))).toBeInstanceOf(ValueError);
    });
  });
});
