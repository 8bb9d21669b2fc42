/**
 * Those who wait at one object, in the order they came: what all locks and queues are made of.
 *
 * A waiter is a future, and itself an entry of a doubly linked list, so that it costs no search to leave from the
 * middle. It stays in the list until its own task runs and takes it out: one that was woken or cancelled in this turn
 * still holds its place, and newcomers must see that it does.
 *
 *      first                           pending                          last
 *        v                                v                               v
 *     [ woken ] <-> [ cancelled ] <-> [ waits ] <-> [ cancelled ] <-> [ waits ]
 *
 * Everything before `pending` is done. Newcomers stand at the end and nobody who is done waits again, so `pending`
 * only ever moves to the right: finding the next to wake passes each waiter once, however many of them were cancelled.
 *
 * After the deques of CPython 3.13 `Lib/asyncio/locks.py` and `queues.py`, which are searched from one end.
 */
import { Future } from '@asyncio-ts/tasks';
import { describe } from '@asyncio-ts/tasks/internal';

import type { LoopBound } from './loop-bound.js';

/** One that waits: its task awaits it, and then takes it out of the queue, whatever happened. */
export class Waiter extends Future<void> {
  /** @internal Where it stands; `undefined` once it has left. */
  _queue: WaiterQueue | undefined;
  /** @internal Neighbours in the queue. */
  _before: Waiter | undefined;
  /** @internal */
  _behind: Waiter | undefined = undefined;

  /** Only `WaiterQueue.add` makes waiters. */
  constructor(queue: WaiterQueue, before: Waiter | undefined) {
    queue.owner._checkLoop();
    super();
    this._queue = queue;
    this._before = before;
  }

  /** @internal */
  override get _callName(): string | undefined {
    return this._queue?.callName;
  }

  /** One line, such as `<Waiter pending at <Lock [locked, waiters:1]>>`: what a deadlock is told with. */
  override toString(): string {
    const state = this.cancelled() ? 'cancelled' : this.done() ? 'woken' : 'pending';
    const place = this._queue === undefined ? '' : ` at ${describe(this._queue.owner)}`;
    return `<Waiter ${state}${place}>`;
  }
}

/** A queue of waiters. Each operation costs O(1), counted over the life of a waiter. */
export class WaiterQueue {
  /** What they wait at. */
  readonly owner: LoopBound;
  /** The method in which they do, if that one is a `WaitCall`. */
  readonly callName: string | undefined;
  #first: Waiter | undefined = undefined;
  #last: Waiter | undefined = undefined;
  #pending: Waiter | undefined = undefined;
  #size = 0;
  /** Those who were woken, and whose task has not run since. */
  #woken = 0;

  constructor(owner: LoopBound, callName?: string) {
    this.owner = owner;
    this.callName = callName;
  }

  /** How many there are, woken and cancelled ones whose task has not run yet included. */
  get size(): number {
    return this.#size;
  }

  /** Is there anyone whose turn comes before that of a newcomer? Those who are cancelled have no turn. */
  hasTurnsDue(): boolean {
    return this.#woken > 0 || this.#nextPending() !== undefined;
  }

  /**
   * Adds a waiter at the end. Await it, and remove it in a `finally`.
   *
   * @throws {RuntimeError} the owner is bound to a different loop
   */
  add(): Waiter {
    const waiter = new Waiter(this, this.#last);
    if (this.#last === undefined) this.#first = waiter;
    else this.#last._behind = waiter;
    this.#last = waiter;
    this.#pending ??= waiter;
    this.#size++;
    return waiter;
  }

  /** Takes a waiter out. One that has left already stays out. */
  remove(waiter: Waiter): void {
    if (waiter._queue === undefined) return;
    const { _before: before, _behind: behind } = waiter;
    if (before === undefined) this.#first = behind;
    else before._behind = behind;
    if (behind === undefined) this.#last = before;
    else behind._before = before;
    if (this.#pending === waiter) this.#pending = behind;
    waiter._queue = waiter._before = waiter._behind = undefined;
    this.#size--;
    if (waiter.done() && !waiter.cancelled()) this.#woken--;
  }

  /**
   * Wakes the next `count` of those who are neither woken nor cancelled. They keep their places until they run.
   *
   * @returns how many there were
   */
  wakeNext(count = 1): number {
    let woken = 0;
    while (woken < count) {
      const waiter = this.#nextPending();
      if (waiter === undefined) break;
      this.#wake(waiter);
      woken++;
    }
    return woken;
  }

  /** Wakes the first one of all, unless it is done: then its task is about to run, and passes the turn on. */
  wakeFirst(): void {
    if (this.#first?.done() === false) this.#wake(this.#first);
  }

  /** Takes out the first one and all cancelled ones before it, and wakes it. Returns whether there was one. */
  wakeAndRemoveNext(): boolean {
    for (let waiter = this.#first; waiter !== undefined; waiter = this.#first) {
      this.remove(waiter);
      if (waiter.done()) continue;
      waiter.setResult();
      return true;
    }
    return false;
  }

  #nextPending(): Waiter | undefined {
    let waiter = this.#pending;
    while (waiter?.done() === true) waiter = waiter._behind;
    this.#pending = waiter;
    return waiter;
  }

  #wake(waiter: Waiter): void {
    this.#woken++;
    waiter.setResult();
  }
}
