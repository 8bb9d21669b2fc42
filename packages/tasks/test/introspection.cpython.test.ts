/**
 * What CPython 3.13's `test_tasks.py` pins down of `current_task` and `all_tasks`, in our words. There, foreign task
 * classes take part by hooks (`_register_task`, `_enter_task`, …); here a task of one's own class extends `Task`, and
 * entering, leaving and the list of tasks are `Task`'s own business, so the same facts are asked of it.
 */
import { type EventLoop, getRunningLoop } from '@asyncio-ts/loop';
import {
  allTasks,
  type Coroutine,
  createTask,
  currentTask,
  Future,
  runUntilCompleteSync,
  sleep,
  Task,
} from '@asyncio-ts/tasks';
import { makeLoop, runReporting, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { awaits, returns } from './small-coroutines.js';

describe('currentTask', () => {
  it('of a loop that does not run is none [test_tasks.BaseCurrentLoopTests.test_current_task_no_running_loop]', () => {
    expect(currentTask(makeLoop())).toBeUndefined();
  });

  it('of no loop is a RuntimeError where none runs [test_tasks.BaseCurrentLoopTests.test_current_task_no_running_loop_implicit]', () => {
    expect(thrownBy(() => currentTask())).toMatchObject({
      name: 'RuntimeError',
      message: expect.stringMatching(/^no running event loop\b/) as string,
    });
  });

  it('in a coroutine is its task, also if the loop is given, or undefined [test_tasks.BaseCurrentLoopTests.test_current_task_with_implicit_loop]', () => {
    const loop = makeLoop();
    function* looks(): Coroutine<unknown[]> {
      return [currentTask(loop), currentTask(undefined), currentTask()];
    }
    const task = createTask(looks(), { loop });
    const seen = runUntilCompleteSync(loop, task);
    for (const each of seen) expect(each).toBe(task);
    expect([seen.length, currentTask(loop)]).toEqual([3, undefined]);
  });

  it('is there while the task runs, before and after it is not [test_tasks.BaseTaskTests.test_current_task]', () => {
    const loop = makeLoop();
    const seen: unknown[] = [];
    const look = (): void => void seen.push(currentTask(loop));
    look();
    loop.callSoon(look);
    const task = createTask(
      (function* () {
        look();
        yield* sleep(0);
        look();
      })(),
      { loop },
    );
    loop.callSoon(look);
    runUntilCompleteSync(loop, task);
    look();
    expect(seen.map((each) => each === task)).toEqual([false, false, true, false, true, false]);
    expect(seen.filter((each) => each !== task)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('follows every switch between tasks [test_tasks.BaseTaskTests.test_current_task_with_interleaving_tasks]', () => {
    const loop = makeLoop();
    const [first, second] = [new Future<void>({ loop }), new Future<void>({ loop })];
    const seen: (string | undefined)[] = [];
    const look = (): void => void seen.push(currentTask()?.getName());
    createTask(
      (function* () {
        look();
        yield* first;
        look();
        second.setResult();
      })(),
      { loop, name: 'one' },
    );
    const two = createTask(
      (function* () {
        look();
        first.setResult();
        yield* second;
        look();
      })(),
      { loop, name: 'two' },
    );
    runUntilCompleteSync(loop, two);
    expect([seen, currentTask(loop)]).toEqual([['one', 'two', 'one', 'two'], undefined]);
  });

  it('is the task that a step enters [test_tasks.BaseTaskIntrospectionTests.test__enter_task]', () => {
    const loop = makeLoop();
    expect(currentTask(loop)).toBeUndefined();
    const task = createTask(
      (function* () {
        return currentTask(loop);
      })(),
      { loop },
    );
    expect(currentTask(loop)).toBeUndefined(); // made, not entered
    expect(runUntilCompleteSync(loop, task)).toBe(task);
  });

  it('is none again when the step leaves, by returning, suspending or throwing [test_tasks.BaseTaskIntrospectionTests.test__leave_task]', () => {
    runVirtual(function* () {
      const loop = getRunningLoop();
      const me = currentTask();
      const afterwards: unknown[] = [];
      const steps = [
        returns(1),
        sleep(0),
        (function* () {
          throw new TypeError('thrown');
        })(),
      ].map((step) => {
        const task = createTask<unknown>(step);
        loop.callSoon(() => afterwards.push(currentTask()));
        return task;
      });
      yield* sleep(1);
      expect([steps.map((task) => task.done()), steps[2]!.exception()]).toEqual([
        [true, true, true],
        new TypeError('thrown'),
      ]);
      expect(afterwards).toEqual([undefined, undefined, undefined]);
      expect(currentTask()).toBe(me);
    });
  });

  it('stays the first task if a second one is to run inside its step, which is a RuntimeError [test_tasks.BaseTaskIntrospectionTests.test__enter_task_failure]', () => {
    const loop = makeLoop();
    const ran: string[] = [];
    function* drives(): Coroutine<unknown[]> {
      const refused = thrownBy(() => runUntilCompleteSync(loop, second));
      return [String(refused), currentTask(loop) === first, [...ran]];
    }
    function* runs(): Coroutine<void> {
      ran.push('second');
    }
    const first: Task<unknown[]> = createTask(drives(), { loop });
    const second = createTask(runs(), { loop });
    expect(runUntilCompleteSync(loop, first)).toEqual([
      expect.stringMatching(/^RuntimeError: This event loop is already running\n/),
      true,
      [],
    ]);
    expect(ran).toEqual(['second']); // in its turn
  });
});

describe('allTasks', () => {
  /** Not by `toEqual`, which would iterate over the tasks. */
  const hasJust = (loop: EventLoop, ...tasks: Task<unknown>[]): boolean => {
    const listed = [...allTasks(loop)];
    return listed.length === tasks.length && listed.every((each, i) => each === tasks[i]);
  };

  it('goes by the loop that a task was made on, also if its own getLoop() is broken [test_tasks.BaseTaskIntrospectionTests.test__register_task_1]', () => {
    class Broken<T> extends Task<T> {
      override getLoop(): EventLoop {
        throw new TypeError('no loop');
      }
    }
    const loop = makeLoop();
    expect(hasJust(loop)).toBe(true);
    const task = new Broken(returns(1), { loop });
    expect(hasJust(loop, task)).toBe(true);
    loop.advance();
    expect(hasJust(loop)).toBe(true);
  });

  it('lists a task of one’s own class from its making on, for its own loop only [test_tasks.BaseTaskIntrospectionTests.test__register_task_2]', () => {
    class Own<T> extends Task<T> {}
    const [loop, other] = [makeLoop(), makeLoop()];
    expect(hasJust(loop)).toBe(true);
    const task = new Own(returns(1), { loop });
    expect([hasJust(loop, task), hasJust(other)]).toEqual([true, true]);
    loop.advance();
  });

  it('leaves out a task that says it is done, though its coroutine is not [test_tasks.BaseTaskIntrospectionTests.test__register_task_3]', () => {
    const { result } = runReporting(function* () {
      const me = currentTask()!;
      const [before, task, after] = [1, 2, 3].map((seconds) => createTask<unknown>(sleep(seconds)));
      Future.prototype.setResult.call(task, 'forced');
      return hasJust(getRunningLoop(), me, before!, after!);
    });
    expect(result).toBe(true);
  });

  it('leaves out a task as soon as it is over, and no other one [test_tasks.BaseTaskIntrospectionTests.test__unregister_task]', () => {
    const loop = makeLoop();
    const tasks = [2, 1, 3].map((seconds) => createTask(sleep(seconds), { loop, name: `${seconds}` }));
    const names = (): string[] => [...allTasks(loop)].map((task) => task.getName());
    expect(names()).toEqual(['2', '1', '3']);
    const left: string[][] = [];
    for (const task of tasks) task.addDoneCallback(() => left.push(names()));
    loop.advance(10);
    expect(left).toEqual([['2', '3'], ['3'], []]);
  });

  it('loses no other task if one that is over is taken out again [test_tasks.BaseTaskIntrospectionTests.test__unregister_task_not_registered]', () => {
    /** Wakes each waiter twice, so that a task's second step finds it done. */
    class Twice<T> extends Future<T> {
      override addDoneCallback(...args: Parameters<Future<T>['addDoneCallback']>): void {
        super.addDoneCallback(...args);
        super.addDoneCallback(...args);
      }
    }
    const { result, reported } = runReporting(function* () {
      const other = createTask(sleep(5));
      const future = new Twice<number>();
      const task = createTask(awaits(future));
      yield* sleep(0);
      future.setResult(3);
      expect(yield* task).toBe(3);
      yield* sleep(1);
      return hasJust(getRunningLoop(), currentTask()!, other);
    });
    expect(result).toBe(true);
    expect(reported.map(({ exception }) => String(exception))).toEqual([
      expect.stringMatching(/^InvalidStateError: step\(\): already done: /),
    ]);
  });
});
