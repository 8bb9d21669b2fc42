/**
 * What the tests of several packages need. `@asyncio-ts/testing` is for users, and stands on all packages; this stands
 * on `loop` and `tasks` alone.
 */
export { failAfter } from './fail-after.js';
export { failureOf } from './failure-of.js';
export { hang } from './hang.js';
export { runReporting, runVirtual, type VirtualOptions } from './run-virtual.js';
export { thrownBy } from './thrown-by.js';
export { type TurnLog, turnLog } from './turn-log.js';
export { turns } from './turns.js';
