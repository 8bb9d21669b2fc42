/** For the packages above, not for users: no promise of stability. */
export {
  announceCopies,
  contextvarsCopy,
  type Copy,
  findOtherCopy,
  refuseOtherCopy,
  twoCopies,
  withdrawCopies,
} from './copies.js';
export { active, enterContext, leaveContext } from './context.js';
export { dispose } from './dispose.js';
