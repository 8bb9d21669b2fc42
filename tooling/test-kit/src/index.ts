/**
 * What the tests of several packages need. `@asyncio-ts/testing` is for users, and stands on all packages; this stands
 * on `loop` and `tasks` alone.
 */
export type { Actor } from './actor.js';
export type { PlayOptions } from './director.js';
export { explore, playWith, replay, ScheduleError } from './explore.js';
export { failAfter } from './fail-after.js';
export { failureOf } from './failure-of.js';
export { handsStepsOn } from './hands-steps-on.js';
export { hang } from './hang.js';
export { makeLoop } from './make-loop.js';
export { now } from './now.js';
export { runReporting, runVirtual, type VirtualOptions } from './run-virtual.js';
export type { Model, Stage } from './stage.js';
export { thrownBy } from './thrown-by.js';
export { type TurnLog, turnLog } from './turn-log.js';
export { turns } from './turns.js';
export { unhurried } from './unhurried.js';
export { within } from './within.js';
