/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_taskgroups.py` pins down of groups whose tasks succeed, and of what a
 * group refuses. What happens when something fails is in task-group-errors.cpython.test.ts, when the parent is
 * cancelled in task-group-cancellation.cpython.test.ts. Not here: the test that CPython itself has switched off, a
 * `KeyboardInterrupt` in a task; task-group.test.ts has it.
 *
 * The first lines of the messages are CPython's; the second ones, which say what to do, are ours alone.
 */
import { ContextVar, copyContext } from '@asyncio-ts/contextvars';
import {
  type Coroutine,
  coroutine,
  currentTask,
  getRunningLoop,
  RuntimeError,
  sleep,
  type Task,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, now, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { TaskGroup, taskGroup } from '../src/index.js';

describe('a group whose tasks succeed', () => {
  it('waits for all its tasks, and returns what its body returns [test_taskgroups.TestTaskGroup.test_taskgroup_01]', () => {
    runVirtual(function* () {
      const tasks = yield* taskGroup(function* (group) {
        return [group.createTask(sleep(1, 'a')), group.createTask(sleep(2, 'b'))];
      });
      expect(tasks.map((task) => task.result())).toEqual(['a', 'b']);
      expect(now()).toBe(2);
    });
  });

  it('waits for a task that the body adds after the first one is done [test_taskgroups.TestTaskGroup.test_taskgroup_02]', () => {
    runVirtual(function* () {
      const [early, late] = yield* taskGroup(function* (group) {
        const first = group.createTask(sleep(1, 'early'));
        yield* sleep(1.5);
        expect(first.result()).toBe('early');
        return [first, group.createTask(sleep(2, 'late'))] as const;
      });
      expect([early.result(), late.result()]).toEqual(['early', 'late']);
      expect(now()).toBe(3.5);
    });
  });

  it('goes on when somebody cancels one of them directly: no error, and new tasks may come [test_taskgroups.TestTaskGroup.test_taskgroup_03]', () => {
    runVirtual(function* () {
      const [cancelled, other, late] = yield* taskGroup(function* (group) {
        const first = group.createTask(sleep(10));
        const second = group.createTask(sleep(3, 'other'));
        yield* sleep(1);
        first.cancel();
        yield* sleep(1);
        return [first, second, group.createTask(sleep(3, 'late'))] as const;
      });
      expect(cancelled.cancelled()).toBe(true);
      expect([other.result(), late.result()]).toEqual(['other', 'late']);
      expect(now()).toBe(5);
      expect(currentTask()?.cancelling()).toBe(0);
    });
  });

  it('forgets them as they finish [test_taskgroups.TestTaskGroup.test_taskgroup_23]', () => {
    runVirtual(function* () {
      yield* taskGroup(function* (group) {
        const sizes: (string | undefined)[] = [];
        for (let count = 0; count < 10; count++) {
          yield* sleep(1);
          group.createTask(sleep(2.5));
          sizes.push(/tasks=(\d+)/.exec(String(group))?.[1]);
        }
        expect(sizes.join(' ')).toBe('1 2 3 3 3 3 3 3 3 3');
        yield* sleep(3);
        expect(String(group)).toBe('<TaskGroup entered>');
      });
    });
  });

  it('lets them add tasks while the body waits at the end, and waits for those, too [test_taskgroups.TestTaskGroup.test_taskgroup_24]', () => {
    runVirtual(function* () {
      const log: string[] = [];
      function* spawn(group: TaskGroup, depth: number): Coroutine<void> {
        yield* sleep(1);
        log.push(`depth ${depth}`);
        if (depth === 3) return;
        group.createTask(spawn(group, depth + 1));
        group.createTask(spawn(group, depth + 1));
      }
      yield* taskGroup(function* (group) {
        group.createTask(spawn(group, 1));
      });
      expect(log).toEqual(['depth 1', 'depth 2', 'depth 2', 'depth 3', 'depth 3', 'depth 3', 'depth 3']);
      expect(now()).toBe(3);
    });
  });

  it('gives a task its name [test_taskgroups.TestTaskGroup.test_taskgroup_task_name]', () => {
    runVirtual(function* () {
      yield* taskGroup(function* (group) {
        expect(group.createTask(sleep(0), { name: 'yolo' }).getName()).toBe('yolo');
      });
    });
  });

  it('runs a task in the very context it is given, where what the task sets stays [test_taskgroups.TestTaskGroup.test_taskgroup_task_context]', () => {
    runVirtual(function* () {
      const variable = new ContextVar<number>('variable');
      function* set(value: number): Coroutine<void> {
        yield* sleep(0);
        variable.set(value);
      }
      yield* taskGroup(function* (group) {
        const context = copyContext();
        for (const value of [1, 2]) {
          const task = group.createTask(set(value), { context });
          expect(task.getContext()).toBe(context);
          yield* task;
          expect(context.get(variable)).toBe(value);
        }
        yield* group.createTask(set(3)); // in a copy
        expect(context.get(variable)).toBe(2);
        expect(variable.get('unset')).toBe('unset');
      });
    });
  });
});

describe('a group refuses', () => {
  const idle = coroutine(function* idle(): Coroutine<void> {
    yield* sleep(0);
  });

  it('to be entered while it is entered, and goes on [test_taskgroups.TestTaskGroup.test_taskgroup_already_entered]', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      let task: Task<number> | undefined;
      yield* withAsync(group, function* (given) {
        expect(given).toBe(group);
        const error = yield* failureOf(withAsync(group, () => expect.unreachable()));
        expect(error).toEqual(
          new RuntimeError(
            'TaskGroup <TaskGroup entered> has already been entered\n  Make a new one for each block',
          ),
        );
        task = group.createTask(sleep(1, 7));
      });
      expect(task?.result()).toBe(7);
    });
  });

  it('to be entered again when it is finished [test_taskgroups.TestTaskGroup.test_taskgroup_double_enter]', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      yield* withAsync(group, () => sleep(0));
      const error = yield* failureOf(withAsync(group, () => expect.unreachable()));
      expect(error).toBeInstanceOf(RuntimeError);
      expect((error as Error).message).toMatch(/^TaskGroup <TaskGroup entered> has already been entered\n/);
    });
  });

  it('tasks when it is finished [test_taskgroups.TestTaskGroup.test_taskgroup_finished]', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      yield* withAsync(group, () => sleep(0));
      const call = idle();
      const error = thrownBy(() => group.createTask(call));
      expect(error).toBeInstanceOf(RuntimeError);
      expect((error as Error).message).toMatch(/^TaskGroup <TaskGroup entered> is finished\n/);
      expect(call.toString()).toBe('<coroutine idle() finished>');
    });
  });

  // In debug mode a call that was neither awaited nor closed reaches the exception handler, and fails `runVirtual`.
  it('tasks when it is finished, and closes the calls that it was given: nobody reports them as never awaited [test_taskgroups.TestTaskGroup.test_coro_closed_when_tg_closed]', () => {
    runVirtual(
      function* () {
        const group = new TaskGroup();
        yield* withAsync(group, () => sleep(0));
        for (const call of [idle(), sleep(0)]) expect(() => group.createTask(call)).toThrow(RuntimeError);
      },
      { debug: true },
    );
  });

  it('tasks before it is entered, and closes the call [test_taskgroups.TestTaskGroup.test_taskgroup_not_entered]', () => {
    runVirtual(function* () {
      const call = idle();
      const error = thrownBy(() => new TaskGroup().createTask(call));
      expect(error).toBeInstanceOf(RuntimeError);
      expect((error as Error).message).toMatch(/^TaskGroup <TaskGroup> has not been entered\n/);
      expect(call.toString()).toBe('<coroutine idle() finished>');
      yield* sleep(0);
    });
  });

  it('to be entered where no task runs, and can still be entered in one [test_taskgroups.TestTaskGroup.test_taskgroup_without_parent_task]', () => {
    runVirtual(function* () {
      const group = new TaskGroup();
      const errors: unknown[] = [];
      getRunningLoop().callSoon(() => {
        errors.push(
          thrownBy(() => group.aenter().next()),
          thrownBy(() => group.createTask(idle())),
        );
      });
      yield* sleep(0);
      expect(errors.map(String)).toEqual([
        expect.stringMatching(/^RuntimeError: TaskGroup <TaskGroup> cannot determine the parent task\n/),
        expect.stringMatching(/^RuntimeError: TaskGroup <TaskGroup> has not been entered\n/),
      ]);
      yield* withAsync(group, function* () {
        expect(String(group)).toBe('<TaskGroup entered>');
      });
    });
  });
});
