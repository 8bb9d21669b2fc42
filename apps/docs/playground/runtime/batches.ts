/** Events on their way to the page: a message for each would cost far more than the event. */
import type { TraceEvent } from '../model/trace.js';

/** Events in one message. */
const LARGEST = 500;

const DELAY_MILLISECONDS = 30;

/** So many messages may be sent at once within that time. */
const MOST_AT_ONCE = 50;

/** After these the program's own code goes on, perhaps without end: what came before it is to be seen. */
const urgent: ReadonlySet<TraceEvent['type']> = new Set(['printed', 'stepBegan', 'callbackBegan']);

/** Collects events and sends them together. */
export class Batches {
  readonly #send: (events: readonly TraceEvent[]) => void;
  // As they are before a program runs: virtual time must not delay us, nor we it.
  readonly #setTimeout: typeof setTimeout = globalThis.setTimeout.bind(globalThis);
  readonly #now: () => number = performance.now.bind(performance);
  #events: TraceEvent[] = [];
  #isPlanned = false;
  /** When the time began in which `#sentAtOnce` are counted. */
  #since = -Infinity;
  #sentAtOnce = 0;

  constructor(send: (events: readonly TraceEvent[]) => void) {
    this.#send = send;
  }

  add(event: TraceEvent): void {
    this.#events.push(event);
    if (this.#events.length >= LARGEST)
      this.flush(); // at once: the program may not let any timer run
    else if (urgent.has(event.type)) this.hurry();
    else if (!this.#isPlanned) this.#plan();
  }

  /** Sends what there is, unless that was done very often just now: then soon. */
  hurry(): void {
    if (this.#events.length === 0) return;
    const now = this.#now();
    if (now - this.#since >= DELAY_MILLISECONDS) {
      this.#since = now;
      this.#sentAtOnce = 0;
    }
    if (++this.#sentAtOnce <= MOST_AT_ONCE) this.flush();
    else if (!this.#isPlanned) this.#plan();
  }

  /** Sends what there is. */
  flush(): void {
    if (this.#events.length === 0) return;
    this.#send(this.#events);
    this.#events = [];
  }

  #plan(): void {
    this.#isPlanned = true;
    this.#setTimeout(() => {
      this.#isPlanned = false;
      this.flush();
    }, DELAY_MILLISECONDS);
  }
}
