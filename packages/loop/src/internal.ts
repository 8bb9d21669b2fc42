/** For the packages above, not for users: no promise of stability. */
export { isGeneratorFunction } from './arguments.js';
export { checkSeconds } from './arguments.js';
export { describe } from './describe.js';
export { isFatal } from './errors.js';
export { captureOrigin, debugging } from './origin.js';
export type { Runnable } from './ready-queue.js';
export { findRunningLoop, running } from './running.js';
export { watchers } from './watchers.js';
