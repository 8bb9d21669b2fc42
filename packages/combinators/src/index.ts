/** `@asyncio-ts/combinators`: several awaitables as one. */
export { type AsCompleted, asCompleted, type AsCompletedOptions } from './as-completed.js';
export { gather, type Gathered, type GatheredOrErrors, type GatherOptions } from './gather.js';
export type { FutureOf } from './operands.js';
export { shield } from './shield.js';
export { staggeredRace, type StaggeredResult } from './staggered-race.js';
export {
  ALL_COMPLETED,
  FIRST_COMPLETED,
  FIRST_EXCEPTION,
  type ReturnWhen,
  wait,
  type WaitOptions,
  type WaitResult,
} from './wait.js';
export { waitFor } from './wait-for.js';
