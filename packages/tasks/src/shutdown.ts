/** The end of a program: cancels what is left, closes async generators. */
import { type EventLoop, getRunningLoop } from '@asyncio-ts/loop';

import type { Coroutine } from './awaitable.js';
import { CoroutineObject } from './coroutine.js';
import { createTask } from './create-task.js';
import { current } from './current-task.js';
import { Future } from './future.js';
import { type Closable, loopState } from './loop-state.js';
import type { Task } from './task.js';

/**
 * Cancels all other tasks of the loop and waits for them; then closes the async generators that are still open.
 *
 * @see CPython 3.13 `Lib/asyncio/runners.py`, `Runner.close` and `_cancel_all_tasks`
 */
export function* shutdown(): Coroutine<void> {
  const loop = getRunningLoop();
  const tasks = loopState(loop)
    .tasks()
    .filter((task) => task !== current.task);
  for (const task of tasks) task.cancel();
  yield* allDone(tasks);
  for (const task of tasks) reportFailure(loop, task);
  yield* shutdownAsyncgens(loop);
}

/** Waits until every one is done, whatever its outcome. */
function* allDone(tasks: readonly Task<unknown>[]): Coroutine<void> {
  for (const task of tasks) {
    if (task.done()) continue;
    const done = new Future<void>();
    task.addDoneCallback(() => {
      if (!done.done()) done.setResult();
    });
    yield* done;
  }
}

function reportFailure(loop: EventLoop, task: Task<unknown>): void {
  if (!task._failed()) return;
  const exception = task.exception();
  loop.callExceptionHandler({
    message: 'unhandled exception during asyncio.run() shutdown',
    exception,
    task,
  });
}

/**
 * Closes the async generators of `loop` that were started and not finished: their `finally` blocks run. `run` does
 * this at its end.
 *
 * @suspends when one of them does
 * @see CPython 3.13 `Lib/asyncio/base_events.py`, `shutdown_asyncgens`
 */
export function shutdownAsyncgens(loop: EventLoop = getRunningLoop()): CoroutineObject<void> {
  return new CoroutineObject(closeAll(loop), 'shutdownAsyncgens');
}

function* closeAll(loop: EventLoop): Coroutine<void> {
  const { asyncGenerators } = loopState(loop);
  const open = [...asyncGenerators];
  asyncGenerators.clear();
  // As in CPython, on the loop that runs now, for `loop` may have stopped.
  const closings = open.map((generator) => ({ generator, task: createTask(close(generator)) }));
  try {
    yield* allDone(closings.map(({ task }) => task));
  } catch (error) {
    // CancelledError, the only one: it goes on to those that are still closing, as gather's does in CPython.
    for (const { task } of closings) task.cancel();
    throw error;
  }
  for (const { generator, task } of closings) {
    if (!task._failed()) continue;
    const exception = task.exception();
    const message = `an error occurred during closing of asynchronous generator ${generator.toString()}`;
    loop.callExceptionHandler({ message, exception, asyncgen: generator });
  }
}

function* close(generator: Closable): Coroutine<void> {
  yield* generator.aclose();
}
