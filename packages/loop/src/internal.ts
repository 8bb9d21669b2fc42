/** For the packages above, not for users: no promise of stability. */
export { checkSeconds, coroutineFunctions, isCoroutineFunction } from './arguments.js';
export { defaultHost } from './default-host.js';
export { describe } from './describe.js';
export { CLOCK_RESOLUTION } from './event-loop.js';
export { isFatal } from './errors.js';
export { showInConsole } from './inspect.js';
export type { LoopObserver } from './loop-observer.js';
export { captureOrigin, debugging, noteOrigin, originOf } from './origin.js';
export type { Runnable } from './ready-queue.js';
export type { Timer } from './timer-heap.js';
export { findRunningLoop, running } from './running.js';
export { watchers } from './watchers.js';
