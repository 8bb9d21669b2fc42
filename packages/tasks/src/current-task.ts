/** Which task runs now. */
import { type EventLoop, getRunningLoop } from '@asyncio-ts/loop';

import { checkCopy, loopState } from './loop-state.js';
import type { Task } from './task.js';

/** @internal The task whose coroutine is running. Inside a callback of another loop it may be that of an outer one. */
export const current: { task: Task<unknown> | undefined } = { task: undefined };

/**
 * The task that is running on `loop`, or `undefined` in a callback that belongs to no task.
 *
 * @param loop - default: the running one
 * @throws {RuntimeError} no loop was given, and none is running; or the tasks of another copy of this package run on it
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `current_task`
 */
export function currentTask(loop: EventLoop = getRunningLoop()): Task<unknown> | undefined {
  if (current.task?._loop === loop) return current.task;
  checkCopy(loop);
  return undefined;
}

/**
 * The tasks of `loop` that are not done, in the order they were made. The loop keeps them alive until they are:
 * CPython's references are weak, and a task that nobody else holds may vanish there.
 *
 * @param loop - default: the running one
 * @throws {RuntimeError} no loop was given, and none is running
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `all_tasks`
 */
export function allTasks(loop: EventLoop = getRunningLoop()): Set<Task<unknown>> {
  return new Set(loopState(loop).tasks());
}
