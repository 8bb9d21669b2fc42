/** What CPython 3.13's `test_tasks.py` pins down of `Task.cancel`, in our words. Messages: cancel-messages.cpython.test.ts. */
import { getRunningLoop, SystemExit } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  currentTask,
  Future,
  sleep,
  type Task,
} from '@asyncio-ts/tasks';
import { failureOf, makeLoop, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { awaits } from './small-coroutines.js';

/** Awaits a task that was cancelled, and expects it to be over in every respect. */
function* expectCancelled(task: Task<unknown>): Coroutine<void> {
  expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
  expect([task.done(), task.cancelled(), task.cancel()]).toEqual([true, true, false]);
}

describe('cancelling a task', () => {
  it('that sleeps ends it at once; done, it cannot be cancelled again [test_tasks.BaseTaskTests.test_cancel]', () => {
    runVirtual(function* () {
      const task = createTask(sleep(10, 12));
      getRunningLoop().callSoon(() => task.cancel());
      yield* expectCancelled(task);
      expect(getRunningLoop().time()).toBe(0);
    });
  });

  it('that waits for one turn ends it in that turn [test_tasks.BaseTaskTests.test_cancel_yield]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const task = createTask(
        (function* () {
          yield* sleep(0);
          log.push('went on');
          yield* sleep(0);
          return 12;
        })(),
      );
      yield* sleep(0);
      task.cancel();
      yield* sleep(0);
      yield* expectCancelled(task);
      expect(log).toEqual([]);
    });
  });

  it('cancels the future that it waits for, and the task waits for it no more [test_tasks.BaseTaskTests.test_task_cancel_waiter_future]', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      const task = createTask(awaits(future));
      yield* sleep(0);
      expect(task._waiter).toBe(future);
      task.cancel();
      expect(future.cancelled()).toBe(true);
      yield* expectCancelled(task);
      expect(task._waiter).toBeUndefined();
    });
  });

  it('throws at the innermost await, then at each caller in turn, who may swallow it [test_tasks.BaseTaskTests.test_yield_future_passes_cancel]', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      const caught: string[] = [];
      const inner = coroutine(function* inner() {
        try {
          yield* future;
        } catch (error) {
          caught.push(`inner ${(error as Error).name}`);
          throw error;
        }
        expect.fail('went past the await');
      });
      const outer = coroutine(function* outer() {
        try {
          yield* inner();
        } catch (error) {
          caught.push(`outer ${(error as Error).name}`);
        }
      });
      const task = createTask(outer());
      yield* sleep(0);
      task.cancel();
      expect(caught).toEqual([]);
      yield* task;
      expect(caught).toEqual(['inner CancelledError', 'outer CancelledError']);
      expect([future.cancelled(), task.cancelled()]).toEqual([true, false]);
    });
  });
});

describe('a future that is cancelled under a task', () => {
  it('cancels the task [test_tasks.BaseTaskTests.test_cancel_inner_future]', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      const task = createTask(awaits(future));
      yield* sleep(0);
      future.cancel();
      expect(task.done()).toBe(false);
      yield* expectCancelled(task);
      expect(future.cancelled()).toBe(true);
    });
  });

  it('and then the task itself, in the same turn: one CancelledError arrives [test_tasks.BaseTaskTests.test_cancel_both_task_and_inner_future]', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      const caught: unknown[] = [];
      const task = createTask(
        (function* () {
          try {
            yield* future;
          } catch (error) {
            caught.push(error);
            yield* sleep(0); // a second one would be thrown here
            throw error;
          }
        })(),
      );
      yield* sleep(0);
      future.cancel();
      task.cancel();
      yield* expectCancelled(task);
      expect(caught).toEqual([new CancelledError()]);
      expect(future.cancelled()).toBe(true);
    });
  });
});

describe('a coroutine that catches its cancellation', () => {
  it('and returns is not cancelled: its task has that result [test_tasks.BaseTaskTests.test_cancel_task_catching]', () => {
    runVirtual(function* () {
      const [first, second] = [new Future<void>(), new Future<void>()];
      const task = createTask(
        (function* () {
          yield* first;
          expect(yield* failureOf(second)).toBeInstanceOf(CancelledError);
          return 42;
        })(),
      );
      yield* sleep(0);
      expect(task._waiter).toBe(first);
      first.setResult();
      yield* sleep(0);
      expect(task._waiter).toBe(second);
      task.cancel();
      expect(second.cancelled()).toBe(true);
      expect(yield* task).toBe(42);
      expect([task.cancelled(), first.cancelled()]).toEqual([false, false]);
    });
  });

  it('and goes on awaits other futures as if nothing had been [test_tasks.BaseTaskTests.test_cancel_task_ignoring]', () => {
    runVirtual(function* () {
      const [first, second, third] = [new Future<void>(), new Future<void>(), new Future<number>()];
      const task = createTask(
        (function* () {
          yield* first;
          expect(yield* failureOf(second)).toBeInstanceOf(CancelledError);
          return yield* third;
        })(),
      );
      yield* sleep(0);
      first.setResult();
      yield* sleep(0);
      task.cancel();
      expect(second.cancelled()).toBe(true);
      yield* sleep(0);
      expect(task._waiter).toBe(third);
      third.setResult(42);
      expect(yield* task).toBe(42);
      expect([third.cancelled(), task.cancelled()]).toEqual([false, false]);
    });
  });

  it('and throws SystemExit fails with that, which also ends the loop’s run [test_tasks.BaseTaskTests.test_baseexception_during_cancel]', () => {
    const loop = makeLoop();
    const fatal = new SystemExit();
    const sleeper = coroutine(() => sleep(10) as unknown as Coroutine<undefined>);
    const task = createTask(
      (function* () {
        try {
          yield* sleeper();
        } catch (error) {
          if (error instanceof CancelledError) throw fatal;
        }
      })(),
      { loop },
    );
    loop.advance();
    task.cancel();
    expect(task.done()).toBe(false);
    expect(
      thrownBy(() => {
        loop.advance();
      }),
    ).toBe(fatal);
    expect([task.done(), task.cancelled(), task.exception()]).toEqual([true, false, fatal]);
  });
});

describe('a task that cancels itself', () => {
  it('is interrupted at its next await, not on the spot [test_tasks.BaseTaskTests.test_cancel_current_task]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const task = createTask(
        (function* () {
          expect(currentTask()!.cancel()).toBe(true);
          log.push('still here');
          yield* sleep(100);
          log.push('never here');
        })(),
      );
      yield* expectCancelled(task);
      expect([log, getRunningLoop().time()]).toEqual([['still here'], 0]);
    });
  });

  it('and then awaits nothing is cancelled, its value dropped [test_tasks.BaseTaskTests.test_cancel_at_end]', () => {
    runVirtual(function* () {
      const task = createTask(
        (function* () {
          currentTask()!.cancel();
          return 12;
        })(),
      );
      yield* expectCancelled(task);
    });
  });

  it('and then awaits another task cancels that one too, down to the innermost future [test_tasks.BaseTaskTests.test_cancel_awaited_task]', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      const nested = createTask(awaits(future));
      const task = createTask(
        (function* () {
          yield* turns(1); // nested waits for the future meanwhile
          currentTask()!.cancel();
          expect(future.cancelled()).toBe(false);
          yield* nested;
        })(),
      );
      yield* expectCancelled(task);
      expect([nested.cancelled(), future.cancelled()]).toEqual([true, true]);
    });
  });
});
