/** For the packages above, not for users: no promise of stability. */
export { announceCopy, contextvarsCopy, type Copy, refuseOtherCopy, twoCopies } from './copies.js';
export { active, enterContext, leaveContext } from './context.js';
export { dispose } from './dispose.js';
