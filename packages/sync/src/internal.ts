/** For sibling packages, not for users: no promise of stability. */
export { LoopBound } from './loop-bound.js';
export { type Waiter, WaiterQueue } from './waiter-queue.js';
