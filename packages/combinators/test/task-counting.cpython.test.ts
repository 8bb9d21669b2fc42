/**
 * What CPython 3.13's `test_eager_task_factory.py` pins down of how many tasks groups and `gather` make, in our words.
 * Coroutines that merely await each other: eager.cpython.test.ts of `@asyncio-ts/tasks`.
 */
import { VirtualTimeLoop } from '@asyncio-ts/loop';
import { taskGroup } from '@asyncio-ts/structured';
import {
  type Coroutine,
  createEagerTaskFactory,
  runUntilCompleteSync,
  setTaskFactory,
  Task,
  type TaskFactory,
} from '@asyncio-ts/tasks';
import { describe, expect, it } from 'vitest';

import { gather } from '../src/index.js';

/** How many tasks that do not start eagerly `program` makes, itself among them. */
function countTasks(program: Coroutine<void>, eager: boolean): number {
  const loop = new VirtualTimeLoop();
  let queued = 0;
  const counting: TaskFactory = (_loop, call, options) => {
    if (options.eagerStart !== true) queued++;
    return new Task(call, options);
  };
  const eagerly = createEagerTaskFactory((call, options) => counting(loop, call, options));
  setTaskFactory(loop, eager ? eagerly : counting);
  runUntilCompleteSync(loop, program);
  loop.close();
  return queued;
}

describe.each([
  ['1 + 5 + 25 + 125 + 625 tasks', 781, false],
  ['no task that is queued, if all start eagerly', 0, true],
])('five each, four deep: %s', (_title, expected, eager) => {
  it('are made by task groups in task groups [test_eager_task_factory.BaseTaskCountingTests.test_recursive_taskgroups]', () => {
    function* recursive(width: number, depth: number): Coroutine<void> {
      if (depth === 0) return;
      yield* taskGroup(function* (group) {
        for (let i = 0; i < width; i++) group.createTask(recursive(width, depth - 1));
      });
    }
    expect(countTasks(recursive(5, 4), eager)).toBe(expected);
  });

  it('are made by gathers in gathers [test_eager_task_factory.BaseTaskCountingTests.test_recursive_gather]', () => {
    function* recursive(width: number, depth: number): Coroutine<void> {
      if (depth === 0) return;
      yield* gather(Array.from({ length: width }, () => recursive(width, depth - 1)));
    }
    expect(countTasks(recursive(5, 4), eager)).toBe(expected);
  });
});
