/** `@asyncio-ts/sync`: what tasks wait at: locks, events, conditions, semaphores, barriers. */
export { Barrier } from './barrier.js';
export { BoundedSemaphore } from './bounded-semaphore.js';
export { Condition, type ConditionOptions, type Truthy } from './condition.js';
export { BrokenBarrierError } from './errors.js';
export { Event } from './event.js';
export { Held, type Holdable } from './held.js';
export { Lock } from './lock.js';
export type { LockLike } from './lock-like.js';
export type { LoopBound } from './loop-bound.js';
export { Semaphore } from './semaphore.js';
