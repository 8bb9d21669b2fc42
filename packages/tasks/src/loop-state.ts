/** What this package keeps for each loop. The loop itself only has a place to put it. */
import type { EventLoop } from '@asyncio-ts/loop';

import type { Yieldable } from './awaitable.js';
import { type Loss, tell } from './losses.js';
import type { Task, TaskFactory } from './task.js';
import { markAsOurs, refuseForeign } from './version-mark.js';
import type { TaskObserver } from './watch.js';

/** Something to close when the loop ends: an async generator that was started. */
export interface Closable {
  aclose(): Yieldable<void>;
  toString(): string;
}

/** The tasks of one loop, and what is to be reported when it closes. */
export class LoopState {
  /**
   * The tasks that are not done, in the order they were made, as a list through the tasks themselves: adding and
   * removing cost two writes. Strong references on purpose: CPython's are weak, and tasks vanish
   * (python/cpython#91887).
   */
  firstTask: Task<unknown> | undefined = undefined;
  lastTask: Task<unknown> | undefined = undefined;
  taskFactory: TaskFactory | undefined = undefined;
  /** Is told what the loop cannot see. */
  observer: TaskObserver | undefined = undefined;
  readonly asyncGenerators: Set<Closable> = new Set();
  readonly losses: Set<Loss> = new Set();

  addTask(task: Task<unknown>): void {
    task._previous = this.lastTask;
    if (this.lastTask === undefined) this.firstTask = task;
    else this.lastTask._next = task;
    this.lastTask = task;
  }

  /** Does nothing to a task that is not in the list, as one that is woken once more when it is done. */
  removeTask(task: Task<unknown>): void {
    const { _previous: previous, _next: next } = task;
    if (previous === undefined && this.firstTask !== task) return;
    if (previous === undefined) this.firstTask = next;
    else previous._next = next;
    if (next === undefined) this.lastTask = previous;
    else next._previous = previous;
    task._previous = task._next = undefined;
  }

  /** Those that are not done: one that a result was forced on stays in the list until its next step. */
  tasks(): Task<unknown>[] {
    const all: Task<unknown>[] = [];
    for (let task = this.firstTask; task !== undefined; task = task._next) if (!task.done()) all.push(task);
    return all;
  }

  static {
    markAsOurs(this.prototype);
  }
}

/** The state of `loop`, made at the first question. */
export function loopState(loop: EventLoop): LoopState {
  return (loop._local as LoopState | undefined) ?? makeState(loop); // only the latter writes it, see checkCopy
}

/**
 * Asked where no task of this copy of the package is running: is it because another copy has its tasks on the loop?
 * Asking for each task that is made would cost 8 % of a spawn (Node 20).
 *
 * @throws {RuntimeError} it is
 */
export function checkCopy(loop: EventLoop): void {
  if (!(loop._local instanceof LoopState)) refuseForeign(loop._local);
}

function makeState(loop: EventLoop): LoopState {
  const made = new LoopState();
  loop._local = made;
  loop._onClose.push(() => {
    for (const loss of [...made.losses]) tell(loss);
  });
  return made;
}
