/** For sibling packages, not for users: no promise of stability. */
export { dispose } from '@asyncio-ts/contextvars/internal';
export { checkSeconds, describe, isFatal, type Runnable, showInConsole } from '@asyncio-ts/loop/internal';

export { checkBody } from './body.js';
export { enterAndLeave } from './context-manager.js';
export { current } from './current-task.js';
export { cancelledError, isCancellation } from './errors.js';
export { Collector } from './done-callbacks.js';
export { type Body, Frame, isFresh } from './frame.js';
export { NativeSteps } from './native-steps.js';
export { isPromiseLike } from './from-promise.js';
export { type Closable, loopState } from './loop-state.js';
export { shutdown } from './shutdown.js';
export { MUST_WAIT, WaitCall, type WaitPlan } from './wait-call.js';
