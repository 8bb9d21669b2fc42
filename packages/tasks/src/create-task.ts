/** Making tasks: `createTask`, task factories, eager tasks. */
import { type EventLoop, getRunningLoop } from '@asyncio-ts/loop';

import type { AnyCoroutine } from './awaitable.js';
import { loopState } from './loop-state.js';
import { areOptions, notOptions } from './options.js';
import { Task, type TaskFactory, type TaskOptions } from './task.js';

const NO_OPTIONS: TaskOptions = {};

/**
 * Starts a coroutine as a task: its first step runs in the loop's next turn. The loop keeps it alive until it is done.
 *
 * @param coroutine - a call of a `coroutine()` function, or of a `function*`
 * @param options - `name`, `context`, `eagerStart`, `loop`
 * @suspends never
 * @throws {TypeError} `coroutine` is not a coroutine: a function that was not called, a promise, a future
 * @throws {RuntimeError} it was awaited before; or no loop was given, and none is running; or the loop is closed
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `create_task`
 */
export function createTask<T>(coroutine: AnyCoroutine<T>, options: TaskOptions = NO_OPTIONS): Task<T> {
  if (!areOptions(options)) throw notOptions('createTask', options, "{ name: 'fetch' }");
  const loop = options.loop ?? getRunningLoop();
  loop._checkOpen(); // before anything becomes of the coroutine
  const { taskFactory } = loopState(loop);
  if (taskFactory === undefined) return new Task(coroutine, options);
  const task = taskFactory(loop, coroutine, options === NO_OPTIONS ? {} : options); // a factory may write to them
  if (options.name !== undefined) task.setName(options.name); // a factory may not care for names
  return task;
}

/**
 * Sets what makes the tasks of `loop`; `undefined` goes back to plain tasks.
 *
 * @see CPython 3.13 `Lib/asyncio/base_events.py`, `set_task_factory`
 */
export function setTaskFactory(loop: EventLoop, factory: TaskFactory | undefined): void {
  if (factory !== undefined && typeof factory !== 'function') {
    throw new TypeError(
      'task factory must be a callable or None\n  Such as eagerTaskFactory; undefined takes it away',
    );
  }
  loopState(loop).taskFactory = factory;
}

/** The task factory of `loop`, or `undefined`. */
export function getTaskFactory(loop: EventLoop): TaskFactory | undefined {
  return loopState(loop).taskFactory;
}

/**
 * A task factory that starts tasks eagerly: each runs up to its first suspension before `createTask` returns. One that
 * never suspends is done then, and no turn of the loop was needed.
 *
 *     setTaskFactory(getRunningLoop(), eagerTaskFactory);
 *
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `eager_task_factory`
 */
export const eagerTaskFactory: TaskFactory = createEagerTaskFactory(
  (coroutine, options) => new Task(coroutine, options),
);

/**
 * Makes an eager task factory for tasks of one's own class.
 *
 * @param make - makes a task; is given `eagerStart: true` unless the caller of `createTask` said otherwise
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `create_eager_task_factory`
 */
export function createEagerTaskFactory(
  make: <T>(coroutine: AnyCoroutine<T>, options: TaskOptions) => Task<T>,
): TaskFactory {
  return (loop, coroutine, options) => {
    const eagerStart = options.eagerStart ?? true;
    // Not `{ ...options, loop }`: what a spread brought is redefined by what follows, which is slow (3 µs, Node 20).
    return make(coroutine, Object.assign({}, options, { eagerStart, loop }));
  };
}
