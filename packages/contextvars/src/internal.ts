/** For the packages above, not for users: no promise of stability. */
export { active, enterContext, leaveContext } from './context.js';
export { dispose } from './dispose.js';
