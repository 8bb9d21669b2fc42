import { CancelledError, type Coroutine, createTask, Future, sleep } from '@asyncio-ts/tasks';
import { runVirtual, failureOf } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

// What gather asks its last child for when it was cancelled itself (CPython's `Future._make_cancelled_error`).
describe('the CancelledError of a future that was not cancelled in the end', () => {
  it('has no message', () => {
    runVirtual(function* () {
      const future = new Future<number>();
      future.setResult(7);
      expect(future._makeCancelledError()).toEqual(new CancelledError());
    });
  });

  it('has the message of the last request that the awaited future did not take, if it is a task', () => {
    runVirtual(function* () {
      function* stubborn(): Coroutine<void> {
        yield* failureOf(sleep(1));
      }
      const task = createTask(stubborn());
      yield* sleep(0);
      task.cancel('taken by the sleep');
      task.cancel('left with the task');
      yield* task;
      expect(task.cancelled()).toBe(false);
      expect(task._makeCancelledError()).toEqual(new CancelledError('left with the task'));
    });
  });
});
