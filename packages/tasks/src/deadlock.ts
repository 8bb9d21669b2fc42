/** What is told when nothing can happen any more: the tasks, and what each of them waits for. */
import type { EventLoop } from '@asyncio-ts/loop';

import { DeadlockError } from './errors.js';
import type { Future } from './future.js';
import { loopState } from './loop-state.js';
import { Task } from './task.js';

/** A message is read by people: a thousand tasks that wait for each other are told by the first hundred. */
const MOST_LINES = 100;
const DEEPEST = 20;

/** The error, with the tree of tasks: below each task the one it waits for, which also stands behind its own text. */
export function makeDeadlockError(loop: EventLoop, hint: string): DeadlockError {
  const tasks = loopState(loop).tasks();
  const awaited = new Set<unknown>(tasks.map((task) => task._waiter));
  const shown = new Set<Task<unknown>>();
  // Those that nobody waits for first; what is left then are tasks that wait for each other in a ring.
  const roots = [...tasks.filter((task) => !awaited.has(task)), ...tasks];
  const lines = roots.flatMap((task) => treeOf(task, shown));
  if (lines.length > MOST_LINES)
    lines.splice(MOST_LINES, Infinity, `  … and ${lines.length - MOST_LINES} more tasks`);
  return new DeadlockError(
    `nothing is ready, no timer is set, and ${hint}\n${lines.join('\n') || '  there are no tasks'}`,
  );
}

/** A task, and below it the task that it waits for, down to one that waits for something else. None is shown twice. */
function treeOf(root: Task<unknown>, shown: Set<Task<unknown>>): string[] {
  const lines: string[] = [];
  for (
    let task: Future<unknown> | undefined = root;
    task instanceof Task && !shown.has(task);
    task = task._waiter
  ) {
    shown.add(task);
    lines.push(`${'  '.repeat(Math.min(lines.length, DEEPEST) + 1)}${lineOf(task)}`);
  }
  return lines;
}

function lineOf(task: Task<unknown>): string {
  const calls = task.getStack().map((name) => `${name}()`);
  const { _waiter: waiter } = task;
  const what = waiter instanceof Task ? waiter.getName() : String(waiter); // there is one: no task is ready
  return `${task.getName()}: ${calls.join(' -> ')} waits for ${what}`;
}
