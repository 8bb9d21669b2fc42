/** What CPython 3.13's `test_tasks.py` and `test_futures.py` pin down of `sleep`, in our words. */
import { getRunningLoop } from '@asyncio-ts/loop';
import { CancelledError, type Coroutine, createTask, sleep } from '@asyncio-ts/tasks';
import { failureOf, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

describe('sleep', () => {
  it('takes its time on the loop’s clock, and gives its value [test_tasks.BaseTaskTests.test_sleep]', () => {
    function* sleeper(delay: number, value: string): Coroutine<string> {
      yield* sleep(delay / 2);
      expect(getRunningLoop().time()).toBe(0.05);
      return yield* sleep(delay / 2, value);
    }
    const result = runVirtual(function* () {
      const task = createTask(sleeper(0.1, 'yeah'));
      yield* task;
      return [task.done(), task.result(), getRunningLoop().time()];
    });
    expect(result).toEqual([true, 'yeah', 0.1]);
  });

  it('of 0 gives up one turn: what was queued before it has run, once [test_tasks.SleepTests.test_sleep_zero]', () => {
    const result = runVirtual(function* () {
      const loop = getRunningLoop();
      const log: number[] = [];
      loop.callSoon(() => {
        log.push(1);
        loop.callSoon(() => log.push(2)); // not before the next turn
      });
      expect(log).toEqual([]);
      return [yield* sleep(0, 10), ...log];
    });
    expect(result).toEqual([10, 1]);
  });

  it('of NaN is a ValueError, and no timer is set [test_tasks.BaseTaskTests.test_sleep_when_delay_is_nan]', () => {
    runVirtual(function* () {
      const loop = getRunningLoop();
      const task = createTask(
        (function* () {
          yield* sleep(NaN);
        })(),
      );
      expect(yield* failureOf(task)).toMatchObject({
        name: 'ValueError',
        message: expect.stringMatching(/^Invalid delay: NaN \(not a number\)/) as string,
      });
      expect(loop._timers.size).toBe(0);
      expect([yield* sleep(1, 'slept'), loop.time()]).toEqual(['slept', 1]); // timers are in order
    });
  });
});

describe('cancelling a sleep', () => {
  it('cancels its timer [test_tasks.BaseTaskTests.test_sleep_cancel]', () => {
    runVirtual(function* () {
      const { _timers: timers } = getRunningLoop();
      const task = createTask(sleep(10, 'yeah'));
      yield* sleep(0);
      expect(timers.nextTime()).toBe(10);
      task.cancel();
      yield* sleep(0);
      expect(timers.nextTime()).toBeUndefined();
      expect(task.cancelled()).toBe(true);
    });
  });

  it('from a timer wakes whoever awaits it then, not at its end [test_tasks.BaseTaskTests.test_task_cancel_sleeping_task]', () => {
    runVirtual(function* () {
      const loop = getRunningLoop();
      const sleeper = createTask(sleep(5000));
      loop.callLater(0.1, () => sleeper.cancel());
      expect(yield* failureOf(sleeper)).toBeInstanceOf(CancelledError);
      expect(loop.time()).toBe(0.1);
    });
  });

  it('in the very turn in which its timer fires: the timer leaves the cancelled future alone [test_futures.BaseFutureTests.test_set_result_unless_cancelled]', () => {
    runVirtual(function* () {
      const loop = getRunningLoop();
      loop.callLater(1, () => sleeper.cancel()); // due at the same time, and made before the sleep's timer
      const sleeper = createTask(sleep(1, 'slept'));
      expect(yield* failureOf(sleeper)).toBeInstanceOf(CancelledError);
      expect([sleeper.cancelled(), loop.time(), loop._timers.size]).toEqual([true, 1, 0]);
    });
  });
});
