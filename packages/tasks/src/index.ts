/** `@asyncio-ts/tasks`: coroutines, futures, tasks, and running them. */
// What the packages above need of the ones below, which their row of the import table does not name.
export { RuntimeError, ValueError } from '@asyncio-ts/contextvars';
export type { Context } from '@asyncio-ts/contextvars';
export {
  EventLoop,
  getRunningLoop,
  type Handle,
  KeyboardInterrupt,
  SystemExit,
  type TimerHandle,
  VirtualTimeLoop,
} from '@asyncio-ts/loop';

export type {
  AnyCoroutine,
  Awaitable,
  AwaitedResult,
  Coroutine,
  Suspension,
  Yieldable,
} from './awaitable.js';
export { type AsyncContextManager, type PassingContextManager, withAsync } from './context-manager.js';
export { coroutine, type CoroutineFunction, CoroutineObject, isCoroutineFunction } from './coroutine.js';
export {
  createEagerTaskFactory,
  createTask,
  eagerTaskFactory,
  getTaskFactory,
  setTaskFactory,
} from './create-task.js';
export { allTasks, currentTask } from './current-task.js';
export { ensureFuture } from './ensure-future.js';
export {
  CancelledError,
  DeadlockError,
  GeneratorExit,
  InvalidStateError,
  rethrowIfCancelled,
  TimeoutError,
} from './errors.js';
export { type AsyncExit, AsyncExitStack } from './exit-stack.js';
export { isCoroutine } from './frame.js';
export { fromPromise, type HostAbortSignal } from './from-promise.js';
export { Future, type FutureOptions, isFuture } from './future.js';
export type { LoopEvent, ObservedCallback, ObservedTimer, Observer } from './loop-event.js';
export { observe } from './observe.js';
export { runUntilComplete, runUntilCompleteSync } from './run-until-complete.js';
export { run, Runner, type RunnerOptions } from './runner.js';
export { shutdownAsyncgens } from './shutdown.js';
export { sleep } from './sleep.js';
export { Task, type TaskFactory, type TaskOptions } from './task.js';
