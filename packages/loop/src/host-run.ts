/**
 * A loop that runs as a guest of its host: one `runForever` that is under way.
 *
 *                 nothing ready            woken, in the same slice: a microtask
 *     turns  -------------------->  sleep  -------------------------------------->  turns
 *       |                             |
 *       | the slice is over           | the first timer is due, or woken after the slice: a hop
 *       v                             v
 *      hop  ---------------------> a new slice: turns
 */
import type { EventLoop } from './event-loop.js';
import type { Host } from './host.js';
import { inMicrotask } from './microtask.js';
import { running } from './running.js';
import { Slice } from './slice.js';

/** The two ends of the promise that `runForever` gives. */
export interface RunEnd {
  readonly resolve: () => void;
  readonly reject: (fatal: unknown) => void;
}

/** Takes the loop's turns, and sleeps in between. */
export class HostRun {
  readonly #loop: EventLoop;
  readonly #host: Host;
  readonly #end: RunEnd;
  readonly #slice = new Slice();
  /** Takes back the request to be woken for a timer. */
  #cancelSleep: (() => void) | undefined = undefined;
  /** Takes back the request to be told when nothing is left to come. */
  #cancelStuck: (() => void) | undefined = undefined;
  /** Was the loop woken since that request? */
  #wasWoken = false;

  constructor(loop: EventLoop, host: Host, end: RunEnd) {
    this.#loop = loop;
    this.#host = host;
    this.#end = end;
  }

  /** The first turn comes in a microtask. */
  start(): void {
    this.#slice.begin();
    inMicrotask(this.#goOn);
  }

  /** The run is over: nothing is asked of the host any more. */
  close(): void {
    this.#cancelTimer();
    this.#withdrawStuck();
  }

  // ---- turns --------------------------------------------------------------------------------------------------

  /** Turns, until nothing is ready or the host must have its own. */
  readonly #goOn = (): void => {
    const outer = running.loop;
    running.loop = this.#loop;
    try {
      this.#takeTurns();
    } catch (fatal) {
      // Only fatal errors leave a callback; CancelledError never does.
      this.#loop._end();
      this.#end.reject(fatal);
      return;
    } finally {
      running.loop = outer;
    }
    if (this.#loop._stopping) {
      this.#loop._end();
      this.#end.resolve();
    } else if (this.#loop._ready.size > 0) this.#host.hop(this.#afterHop);
    else this.sleep();
  };

  #takeTurns(): void {
    const [loop, slice] = [this.#loop, this.#slice];
    const ready = loop._ready;
    do {
      const callbacks = ready.size;
      loop._turn();
      slice.count(callbacks);
    } while (ready.size > 0 && !loop._stopping && !slice.isOver);
  }

  /** The host has had its turn. */
  readonly #afterHop = (): void => {
    this.#withdrawStuck();
    this.#slice.begin();
    this.#goOn();
  };

  /** The first timer is due. */
  readonly #afterSleep = (): void => {
    this.#cancelSleep = undefined;
    this.#loop._setIdle(false);
    this.#afterHop();
  };

  // ---- sleep --------------------------------------------------------------------------------------------------

  /** Nothing is ready: asks the host to wake the loop for its first timer, or to say that nothing is left to come. */
  sleep(): void {
    const loop = this.#loop;
    loop._observer?.idle();
    this.#cancelTimer();
    loop._setIdle(true);
    const first = loop._timers.nextTime();
    if (first !== undefined) {
      // A timer that is never due is one to wait for: `sleep(Infinity)` is how a program waits for Ctrl-C.
      this.#withdrawStuck();
      this.#cancelSleep = this.#host.wakeAt(first, this.#afterSleep);
    } else if (loop._onStuck !== undefined) {
      // Without it nobody asks: nothing would come of telling, and a host that is told goes on for ever.
      this.#askWhenStuck();
    }
  }

  /**
   * Something became ready while the loop slept. A microtask is the nearest place to run it, but a chain of promises
   * would then keep the host out for ever: once the slice is over, what is ready waits for a hop.
   */
  wake(): void {
    this.#cancelTimer();
    this.#loop._setIdle(false);
    this.#wasWoken = true;
    this.#slice.countWake();
    if (this.#slice.isOver) this.#host.hop(this.#afterHop);
    else inMicrotask(this.#goOn);
  }

  #cancelTimer(): void {
    this.#cancelSleep?.();
    this.#cancelSleep = undefined;
  }

  /** Once in a slice is enough, for a loop that awaits promises sleeps a million times. */
  #askWhenStuck(): void {
    if (this.#cancelStuck !== undefined) return;
    this.#wasWoken = false;
    this.#cancelStuck = this.#host.whenStuck(this.#loop._order, this.#onStuck);
  }

  /** The host has nothing left, or had nothing since before the loop was woken: then it is to look again. */
  readonly #onStuck = (): void => {
    const [isIdle, wasWoken] = [this.#loop._isIdle(), this.#wasWoken];
    if (isIdle && !wasWoken) {
      this.#loop._onStuck?.();
      return;
    }
    this.#withdrawStuck();
    if (isIdle) this.sleep(); // which asks
  };

  #withdrawStuck(): void {
    this.#cancelStuck?.();
    this.#cancelStuck = undefined;
  }
}
