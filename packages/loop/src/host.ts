/**
 * What a loop needs of its surroundings: a clock, a wake-up at a time, a hop to let others run. Everything else
 * (I/O, rendering, promises) is the host's own business and reaches the loop through `callSoon`.
 */
import { HostTimer } from './host-timer.js';

/** The surroundings of a loop. Implement it to run loops somewhere new. */
export interface Host {
  /** Seconds on a clock that never goes back; where it starts does not matter. */
  now(): number;

  /** Calls `wake` soon, in a task of the host's own, after I/O and rendering had their chance. */
  hop(wake: () => void): void;

  /** Calls `wake` at `when` (seconds on `now`'s clock), never much earlier. Returns what takes the request back. */
  wakeAt(when: number, wake: () => void): () => void;

  /**
   * The loop has nothing ready and no timer: calls `stuck` when nothing is left in the host that could wake it.
   * Returns what takes the request back. A host that cannot know never calls it.
   *
   * The request holds while the loop is woken and sleeps again, until it is taken back: for a timer, after a hop, at the
   * end. If the loop was woken since it asked, `stuck` makes it ask anew, so that a host may count from when it was asked.
   *
   * @param order - which loop asks; of several that are stuck, the one made last is told first
   */
  whenStuck(order: number, stuck: () => void): () => void;

  /**
   * Calls `callback` whenever the signal arrives, and keeps the host alive meanwhile. Returns what takes the
   * handler away. Absent on hosts without signals.
   */
  onSignal?(signal: string, callback: () => void): () => void;

  /**
   * Calls `callback` when the user presses Ctrl-C, unless the program handles that itself; the second Ctrl-C ends the
   * program. Returns what takes the handler away. Absent on hosts without a terminal.
   */
  onInterrupt?(callback: () => void): () => void;
}

/** Node, Bun and Deno have it, browsers do not. */
interface Timers {
  setImmediate?: (callback: () => void) => unknown;
}

/** A browser window or worker: no signals, and no way to know that nothing is left to come. */
export class WebHost implements Host {
  readonly #hop: (wake: () => void) => void = makeHop();
  /** The last timer that was set. */
  #timer: HostTimer | undefined = undefined;

  now(): number {
    return performance.now() / 1000;
  }

  hop(wake: () => void): void {
    this.#hop(wake);
  }

  wakeAt(when: number, wake: () => void): () => void {
    const last = this.#timer;
    const timer = last?.takeAgain(when, wake) === true ? last : new HostTimer(when, when - this.now(), wake);
    this.#timer = timer;
    let isWanted = true; // what takes it back does so once: after that the timer may be somebody else's
    return () => {
      if (isWanted) timer.giveUp();
      isWanted = false;
    };
  }

  whenStuck(_order: number, _stuck: () => void): () => void {
    return () => undefined;
  }
}

/** The fastest hop that lets I/O in: `setImmediate`, or a message to oneself, which no browser slows down. */
function makeHop(): (wake: () => void) => void {
  const { setImmediate } = globalThis as Timers;
  if (setImmediate !== undefined) {
    return (wake) => {
      setImmediate(wake);
    };
  }
  return makeMessageHop();
}

/** A port as browsers have it; Node's types leave `onmessage` out. */
interface Port {
  onmessage: (() => void) | null;
  postMessage(message: unknown): void;
}

function makeMessageHop(): (wake: () => void) => void {
  const { port1, port2 } = new MessageChannel() as unknown as { readonly port1: Port; readonly port2: Port };
  const waiting: (() => void)[] = [];
  port1.onmessage = () => {
    waiting.shift()?.(); // one per loop that hops at this moment: short
  };
  return (wake) => {
    waiting.push(wake);
    port2.postMessage(undefined);
  };
}
