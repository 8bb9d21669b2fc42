/**
 * What waits for a future: callbacks, collectors, and tasks (which are queued themselves, without a closure around
 * them).
 *
 * Most futures have one. The second one makes a map, in which every entry can be taken out in O(1), so that a million
 * waits on one long-lived future leave nothing behind and cost no search.
 */
import type { Context } from '@asyncio-ts/contextvars';
import { enterContext, leaveContext } from '@asyncio-ts/contextvars/internal';
import { describe, isFatal, type Runnable } from '@asyncio-ts/loop/internal';

import type { Future } from './future.js';

/** Something that waits for futures. */
export interface Waiting {
  /** @internal `future` is done: queues what is to run for that. */
  _onSettled(future: Future<unknown>): void;
  /** @internal How it shows in the description of a future that it waits for. */
  _describeWaiting(): string;
}

/** A callback of `addDoneCallback`, on its way from the future to the ready queue. */
export class DoneCallback implements Runnable, Waiting {
  readonly callback: (future: never) => void;
  readonly _future: Future<unknown>;
  readonly _context: Context;

  constructor(future: Future<unknown>, callback: (future: never) => void, context: Context) {
    this._future = future;
    this.callback = callback;
    this._context = context;
  }

  getContext(): Context {
    return this._context;
  }

  /** @internal */
  _onSettled(future: Future<unknown>): void {
    future._loop._enqueue(this);
  }

  /** @internal */
  _run(): void {
    const future = this._future;
    try {
      const previous = enterContext(this._context);
      try {
        this.callback(future as never); // the one that it was added to
      } finally {
        leaveContext(this._context, previous);
      }
    } catch (error) {
      // CancelledError: as in CPython, no task awaits a callback that could get it.
      report(future, this.callback, error, this);
    }
  }

  /** @internal */
  _describeWaiting(): string {
    return describe(this.callback);
  }

  toString(): string {
    return `<Handle ${describe(this.callback)}>`;
  }
}

/**
 * One function that is told of many futures: what `gather` and task groups wait with. A future that has nothing but a
 * collector is queued itself when it is done, so that collecting a million futures makes nothing for each of them.
 */
export class Collector implements Waiting {
  readonly onDone: (future: Future<unknown>) => void;

  /** @param onDone - of ours: it reads no context variables, so it is called in whatever context there is */
  constructor(onDone: (future: Future<unknown>) => void) {
    this.onDone = onDone;
  }

  /** @internal */
  _onSettled(future: Future<unknown>): void {
    future._callbacks = this; // until it runs
    future._loop._enqueue(future);
  }

  /** @internal */
  _deliver(future: Future<unknown>): void {
    try {
      this.onDone(future);
    } catch (error) {
      // CancelledError: as above, nobody could get it.
      report(future, this.onDone, error, this);
    }
  }

  /** @internal */
  _describeWaiting(): string {
    return describe(this.onDone);
  }

  toString(): string {
    return `<Handle ${describe(this.onDone)}>`;
  }
}

/** A collector among other things that wait for the same future. */
class Delivery implements Runnable, Waiting {
  readonly _collector: Collector;
  readonly _future: Future<unknown>;

  constructor(collector: Collector, future: Future<unknown>) {
    this._collector = collector;
    this._future = future;
  }

  _onSettled(future: Future<unknown>): void {
    future._loop._enqueue(this);
  }

  _run(): void {
    this._collector._deliver(this._future);
  }

  _describeWaiting(): string {
    return this._collector._describeWaiting();
  }

  toString(): string {
    return `<Handle ${this._describeWaiting()}>`;
  }
}

function report(future: Future<unknown>, callback: unknown, error: unknown, handle: object): void {
  if (isFatal(error)) throw error;
  const message = `Exception in callback ${describe(callback)}`;
  future.getLoop().callExceptionHandler({ message, exception: error, handle });
}

/** Two or more entries, in the order they came. */
export class DoneCallbacks implements Waiting {
  /** By callback; one that is there already is filed under its entry, so that both keep their place. */
  readonly #entries = new Map<unknown, Waiting>();
  /** The entries of a callback that are filed under themselves; most futures have none. */
  readonly #repeated = new Map<unknown, Waiting[]>();

  add(waiting: Waiting, future: Future<unknown>): void {
    const entry = waiting instanceof Collector ? new Delivery(waiting, future) : waiting;
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

  [Symbol.iterator](): Iterator<Waiting> {
    return this.#entries.values();
  }

  /** @internal */
  _onSettled(future: Future<unknown>): void {
    for (const entry of this) entry._onSettled(future);
  }

  /** @internal */
  _describeWaiting(): string {
    const [first, ...others] = [...this].map((entry) => entry._describeWaiting());
    const last = others.pop();
    if (last === undefined) return first ?? ''; // all were removed
    return `${first!}, ${others.length > 0 ? `<${others.length} more>, ` : ''}${last}`;
  }
}

function keyOf(entry: Waiting): unknown {
  return entry instanceof DoneCallback ? entry.callback : entry;
}
