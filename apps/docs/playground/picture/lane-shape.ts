/** How high things in a lane are, as parts of its row's height. */
import type { TaskState } from '../model/loop-now.js';

/** From the middle of the row up, and down. */
export const HALF_HEIGHT: Readonly<Record<TaskState, number>> = {
  running: 0.3,
  ready: 0.16,
  waiting: 0.04,
  finished: 0.2,
  cancelled: 0.2,
  failed: 0.2,
};

/** From the middle to the strip that is free above and below whatever runs, where signs stand. */
export const STRIP_AT = 0.34;

/** How high the bars in that strip are. */
export const STRIP_HEIGHT = 0.12;

/** Narrower than this, in pixels, nothing has a label. */
export const NARROWEST_LABELLED = 40;
