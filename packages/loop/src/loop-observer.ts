/**
 * Watching a loop from inside: what the loop itself knows of. `observe` of `@asyncio-ts/tasks` makes events of tasks of it,
 * and is what tools use.
 */
import type { Runnable } from './ready-queue.js';
import type { Timer } from './timer-heap.js';

/** @internal Is told what the loop does, at once, and takes its turns. What it throws ends the loop, so it throws nothing. */
export interface LoopObserver {
  /** Runs the first `count` items of the ready queue in the loop's place. */
  runTurn(count: number): void;
  /** Nothing is ready: the loop is about to wait, or its clock to jump. */
  idle(): void;
  /** `item` joins the ready queue at its end. */
  queued(item: Runnable): void;
  /** `timer` will be due at `when`. */
  timerSet(timer: Timer, when: number): void;
  /** `timer` is due, and joins the ready queue at its end. */
  timerFired(timer: Timer): void;
  /** `timer` was given up before it was due. */
  timerCancelled(timer: Timer): void;
}
