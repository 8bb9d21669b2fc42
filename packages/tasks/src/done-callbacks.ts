/**
 * What waits for a future: callbacks, and tasks (which are queued themselves, without a closure around them).
 *
 * Most futures have one. The second one makes a map, in which every entry can be taken out in O(1), so that a million
 * waits on one long-lived future leave nothing behind and cost no search.
 */
import type { Context } from '@asyncio-ts/contextvars';
import { enterContext, leaveContext } from '@asyncio-ts/contextvars/internal';
import { describe, isFatal, type Runnable } from '@asyncio-ts/loop/internal';

import type { Future } from './future.js';

/** A callback of `addDoneCallback`, on its way from the future to the ready queue. */
export class DoneCallback implements Runnable {
  readonly callback: (future: never) => void;
  readonly #future: Future<unknown>;
  readonly #context: Context;

  constructor(future: Future<unknown>, callback: (future: never) => void, context: Context) {
    this.#future = future;
    this.callback = callback;
    this.#context = context;
  }

  getContext(): Context {
    return this.#context;
  }

  /** @internal */
  _run(): void {
    const future = this.#future;
    try {
      const previous = enterContext(this.#context);
      try {
        this.callback(future as never); // the one that it was added to
      } finally {
        leaveContext(this.#context, previous);
      }
    } catch (error) {
      if (isFatal(error)) throw error;
      // CancelledError included, as in CPython: no task awaits a callback, so there is nobody to pass it to.
      const message = `Exception in callback ${describe(this.callback)}`;
      future.getLoop().callExceptionHandler({ message, exception: error, handle: this });
    }
  }

  toString(): string {
    return `<Handle ${describe(this.callback)}>`;
  }
}

/** Two or more entries, in the order they came. */
export class DoneCallbacks {
  /** By callback; one that is there already is filed under its entry, so that both keep their place. */
  readonly #entries = new Map<unknown, Runnable>();
  /** The entries of a callback that are filed under themselves; most futures have none. */
  readonly #repeated = new Map<unknown, Runnable[]>();

  add(entry: Runnable): void {
    const key = keyOf(entry);
    const isRepeated = this.#entries.has(key);
    this.#entries.set(isRepeated ? entry : key, entry);
    if (isRepeated) this.#repeated.set(key, [...(this.#repeated.get(key) ?? []), entry]);
  }

  /** Takes out every entry of this callback. Returns how many there were. */
  remove(callback: unknown): number {
    if (!this.#entries.delete(callback)) return 0;
    const repeated = this.#repeated.get(callback) ?? [];
    for (const entry of repeated) this.#entries.delete(entry);
    this.#repeated.delete(callback);
    return 1 + repeated.length;
  }

  [Symbol.iterator](): Iterator<Runnable> {
    return this.#entries.values();
  }
}

function keyOf(entry: Runnable): unknown {
  return entry instanceof DoneCallback ? entry.callback : entry;
}
