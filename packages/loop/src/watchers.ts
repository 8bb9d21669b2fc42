/** Who is told of every loop that is made: the guard of `@asyncio-ts/testing`. */
import type { EventLoop } from './event-loop.js';

/** @internal Each is called at the end of a loop's constructor; that of a subclass has not run yet. */
export const watchers: Set<(loop: EventLoop) => void> = new Set();
