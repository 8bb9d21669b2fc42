/** Which callbacks ran when: the lane of the loop itself. */
import { titleOfCallback } from './naming.js';
import { lastUpTo } from './search.js';
import type { Id, TraceEvent } from './trace.js';

/** What a callback is. */
export interface CallbackInfo {
  readonly label: string;
  /** Whose sleep is over with it, if it is that. */
  readonly sleeper?: Id;
}

/** A callback that ran, or runs. */
export interface CallbackRun extends CallbackInfo {
  /** The index of the event with which it began. */
  readonly begin: number;
  /** The index of the one with which it ended; the last one so far, while it runs. */
  readonly end: number;
}

/** The callbacks of a growing trace. */
export class CallbackRuns {
  readonly #begins: number[] = [];
  readonly #ends: number[] = [];
  readonly #ids: Id[] = [];
  readonly #callbacks = new Map<Id, CallbackInfo>();
  /** What each timer's callback will be. */
  readonly #timers = new Map<Id, CallbackInfo>();

  get count(): number {
    return this.#begins.length;
  }

  /** Takes in an event. */
  push(event: TraceEvent, index: number): void {
    switch (event.type) {
      case 'callbackQueued':
        this.#callbacks.set(event.callback, { label: titleOfCallback(event.label) });
        break;
      case 'timerSet':
        this.#timers.set(event.timer, {
          label: titleOfCallback(event.label),
          ...(event.task !== undefined && { sleeper: event.task }),
        });
        break;
      case 'timerFired':
        this.#callbacks.set(event.callback, this.timer(event.timer));
        break;
      case 'callbackBegan':
        this.#begins.push(index);
        this.#ids.push(event.callback);
        break;
      case 'callbackEnded':
        this.#ends[this.#begins.length - 1] = index;
    }
  }

  /** The one with this number, from 0. */
  run(number: number): CallbackRun | undefined {
    const begin = this.#begins[number];
    if (begin === undefined) return undefined;
    return { begin, end: this.#ends[number] ?? begin + 1, ...this.about(this.#ids[number]!) };
  }

  /** What is known of a callback, once it is queued. */
  about(callback: Id): CallbackInfo {
    return this.#callbacks.get(callback) ?? { label: 'callback' };
  }

  /** What the callback of a timer is, or would have been. */
  timer(timer: Id): CallbackInfo {
    return this.#timers.get(timer) ?? { label: 'timer' };
  }

  /** The number of the last one that began at the event `index` or before. */
  upTo(index: number): number {
    return lastUpTo(this.#begins, index);
  }
}
