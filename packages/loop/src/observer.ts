/**
 * Watching a loop from inside. This is what the loop itself knows; `observe` of `@asyncio-ts/tasks` makes events of tasks
 * of it, and is what tools use.
 */
import type { EventLoop } from './event-loop.js';
import type { ReadyQueue, Runnable } from './ready-queue.js';
import type { Timer } from './timer-heap.js';

/** @internal Is told what the loop does, at once. What it throws ends the loop, so it throws nothing. */
export interface LoopObserver {
  /** A turn begins with so many items ready. */
  turnBegan(ready: number): void;
  /** `item` joins the ready queue at its end. */
  queued(item: Runnable): void;
  /** `item` has left the queue, and runs. */
  began(item: Runnable): void;
  /** It has run, or thrown. */
  ended(item: Runnable): void;
  /** `timer` will be due at `when`. */
  timerSet(timer: Timer, when: number): void;
  /** `timer` is due, and joins the ready queue at its end. */
  timerFired(timer: Timer): void;
  /** `timer` was given up before it was due. */
  timerCancelled(timer: Timer): void;
}

/** Runs `item` in debug mode or under an observer: neither is asked for where nobody wants it. */
export function runInspected(loop: EventLoop, item: Runnable): void {
  if (item instanceof Inspected) {
    item._run();
    return;
  }
  const observer = loop._observer;
  observer?.began(item);
  try {
    if (loop.getDebug()) runTimed(loop, item);
    else item._run();
  } finally {
    observer?.ended(item);
  }
}

/**
 * Somebody begins to watch in the middle of a turn, whose loop no longer asks: what waits in the queue is inspected all
 * the same.
 */
export function inspectQueue(loop: EventLoop, queue: ReadyQueue): void {
  for (let left = queue.size; left > 0; left--) queue.push(new Inspected(loop, queue.shift()!));
}

/** An item that is inspected by itself. */
class Inspected implements Runnable {
  readonly #loop: EventLoop;
  readonly #item: Runnable;

  constructor(loop: EventLoop, item: Runnable) {
    this.#loop = loop;
    this.#item = item;
  }

  _run(): void {
    runInspected(this.#loop, this.#item);
  }

  toString(): string {
    return this.#item.toString();
  }
}

/** Debug mode: tells of callbacks that keep everything else waiting. */
function runTimed(loop: EventLoop, item: Runnable): void {
  const what = item.toString(); // before it runs: a task is described by where it stands
  const start = loop.time();
  item._run();
  const seconds = loop.time() - start;
  if (seconds >= loop.slowCallbackDuration)
    console.warn(`Executing ${what} took ${seconds.toFixed(3)} seconds`);
}
