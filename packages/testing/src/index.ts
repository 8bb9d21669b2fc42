/** `@asyncio-ts/testing`: programs in virtual time, and a guard that lets nothing go wrong in silence. */
export { type GuardOptions, guardLoops, LoopGuard, type TestHooks } from './guard-loops.js';
export { type Main, ManualLoop } from './manual-loop.js';
export { runVirtual, type Timed, timeVirtual } from './run-virtual.js';
export { UnhandledErrors } from './unhandled-errors.js';
