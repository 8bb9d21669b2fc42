/** Events on their way to the page: a message for each would cost far more than the event. */
import type { TraceEvent } from '../model/trace.js';

/** Events in one message. */
const LARGEST = 500;

const DELAY_MILLISECONDS = 30;

/** Collects events and sends them together. */
export class Batches {
  readonly #send: (events: readonly TraceEvent[]) => void;
  /** As it is before a program runs: virtual time must not delay us, nor we it. */
  readonly #setTimeout: typeof setTimeout = globalThis.setTimeout.bind(globalThis);
  #events: TraceEvent[] = [];
  #isPlanned = false;

  constructor(send: (events: readonly TraceEvent[]) => void) {
    this.#send = send;
  }

  add(event: TraceEvent): void {
    this.#events.push(event);
    if (this.#events.length >= LARGEST)
      this.flush(); // at once: the program may not let any timer run
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
