/** `@asyncio-ts/structured`: task groups, timeouts, groups of errors. */
export type {
  ErrorClass,
  ErrorCondition,
  ErrorPredicate,
  InstanceOf,
  TypedCondition,
} from './error-condition.js';
export { exceptStar } from './except-star.js';
export type { ExceptClause, ExceptHandler } from './except-star.js';
export { ExceptionGroup } from './exception-group.js';
export type { Grouped, Split } from './exception-group.js';
export { TaskGroup, taskGroup } from './task-group.js';
export type { GroupTaskOptions } from './task-group.js';
export { Timeout, timeout, timeoutAt } from './timeout.js';
