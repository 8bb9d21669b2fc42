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

type Children = (calls: Coroutine<void>[]) => Coroutine<void>;

const waysToAwaitThem: [string, Children][] = [
  [
    'task groups in task groups [test_eager_task_factory.BaseTaskCountingTests.test_recursive_taskgroups]',
    function* (calls) {
      yield* taskGroup(function* (group) {
        for (const call of calls) group.createTask(call);
      });
    },
  ],
  [
    'gathers in gathers [test_eager_task_factory.BaseTaskCountingTests.test_recursive_gather]',
    function* (calls) {
      yield* gather(calls);
    },
  ],
];

/** A tree of calls, five below each, so many levels deep. */
function* tree(levels: number, await_: Children): Coroutine<void> {
  if (levels > 0) yield* await_(Array.from({ length: 5 }, () => tree(levels - 1, await_)));
}

/** How many tasks `program` makes, itself included, and how many of them are over as soon as they are made. */
function countTasks(program: Coroutine<void>, isEager: boolean): { made: number; overAtOnce: number } {
  const loop = new VirtualTimeLoop();
  const counts = { made: 0, overAtOnce: 0 };
  const make: TaskFactory = (_loop, call, options) => {
    const task = new Task(call, options);
    counts.made++;
    if (task.done()) counts.overAtOnce++;
    return task;
  };
  setTaskFactory(loop, isEager ? createEagerTaskFactory((call, options) => make(loop, call, options)) : make);
  runUntilCompleteSync(loop, program);
  loop.close();
  return counts;
}

describe.each(waysToAwaitThem)('1 + 5 + 25 + 125 + 625 tasks, made by %s', (_title, await_) => {
  it('wait for their turns', () => {
    expect(countTasks(tree(4, await_), false)).toEqual({ made: 781, overAtOnce: 0 });
  });

  it('are over as soon as they are made, if they start eagerly; the first one is made before the loop runs', () => {
    expect(countTasks(tree(4, await_), true)).toEqual({ made: 781, overAtOnce: 780 });
  });
});
