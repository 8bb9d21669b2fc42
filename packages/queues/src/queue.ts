/**
 * `Queue`: items on their way from tasks to tasks.
 *
 * A `put` wakes one getter, a `get` one putter. Whoever is woken looks again, for a third task may have been faster, and
 * waits again if so. Whoever is woken and cancelled wakes the next instead, or that one would wait beside an item.
 *
 * After CPython 3.13 `Lib/asyncio/queues.py`, `Queue`.
 */
import { Event } from '@asyncio-ts/sync';
import { LoopBound, type Waiter, WaiterQueue } from '@asyncio-ts/sync/internal';
import { type Coroutine, CoroutineObject, ValueError } from '@asyncio-ts/tasks';
import {
  describe,
  MUST_WAIT,
  NativeSteps,
  showInConsole,
  WaitCall,
  type WaitPlan,
} from '@asyncio-ts/tasks/internal';

import { QueueCursor } from './cursor.js';
import { QueueEmpty, QueueFull, QueueShutDown } from './errors.js';
import type { QueueItems } from './items.js';
import { RingBuffer } from './ring-buffer.js';

/** How to make a `Queue`. */
export interface QueueOptions<T> {
  /** What to keep the items in, for an order of your own; default: first in, first out. */
  readonly items?: QueueItems<T> | undefined;
}

/** What calls of its methods do: they need its private fields, so it makes them. (Naming itself, it would be renamed.) */
let putting: WaitPlan<Queue<unknown>, unknown, Waiter, void>;
let getting: WaitPlan<Queue<unknown>, undefined, Waiter, unknown>;

/**
 * A queue, first in, first out. With a `maxsize`, whoever puts too fast has to wait.
 *
 *     yield* queue.put(job);                  const job = yield* queue.get();
 *
 * Iterating it takes items out until it is shut down: `asyncFor(queue, …)` in a coroutine, `for await` in an `async`
 * function.
 *
 * @see CPython 3.13 `Lib/asyncio/queues.py`, `Queue`
 */
export class Queue<T> extends LoopBound implements AsyncIterable<T> {
  readonly #maxsize: number;
  readonly #items: QueueItems<T>;
  readonly #getters = new WaiterQueue(this, getting.name);
  readonly #putters = new WaiterQueue(this, putting.name);
  #unfinished = 0;
  readonly #finished = new Event();
  #isShutdown = false;

  /**
   * @param maxsize - how many items it holds at most; 0 (the default) or less: any number
   * @param options - `items`: what to keep them in
   * @throws {TypeError} `maxsize` is not a number, or `items` not a store of items
   * @throws {ValueError} `maxsize` is NaN
   */
  constructor(maxsize = 0, options: QueueOptions<T> = {}) {
    super();
    if (typeof maxsize !== 'number')
      throw new TypeError(`maxsize must be a number, got ${describe(maxsize)}\n  0 is for no limit`);
    if (Number.isNaN(maxsize)) throw new ValueError('maxsize must be a number, got NaN\n  0 is for no limit');
    this.#maxsize = maxsize;
    this.#items = storeOf(options);
    this.#finished.set();
  }

  /** How many items are in it. */
  qsize(): number {
    return this.#items.size;
  }

  /** How many items it holds at most; 0 or less: any number. */
  get maxsize(): number {
    return this.#maxsize;
  }

  /** Is nothing in it? */
  empty(): boolean {
    return this.#items.size === 0;
  }

  /** Is there no room in it? Never, without a `maxsize`. */
  full(): boolean {
    return this.#maxsize > 0 && this.#items.size >= this.#maxsize;
  }

  /**
   * Puts an item in, once there is room.
   *
   * @suspends only when the queue is full
   * @throws {QueueShutDown} the queue is shut down, or is meanwhile
   * @throws {CancelledError} the task was cancelled while it waited: the item was not put in
   * @throws {RuntimeError} it must be waited for, and is bound to a different loop
   * @see CPython 3.13 `Lib/asyncio/queues.py`, `Queue.put`
   */
  put(item: T): CoroutineObject<void> {
    return new WaitCall<Queue<T>, T, Waiter, void>(putting, this, item);
  }

  #wait(): typeof MUST_WAIT {
    if (this.#isShutdown) throw this.#shutDown();
    return MUST_WAIT;
  }

  /**
   * Puts an item in.
   *
   * @suspends never
   * @throws {QueueFull} there is no room
   * @throws {QueueShutDown} the queue is shut down
   * @see CPython 3.13 `Lib/asyncio/queues.py`, `Queue.put_nowait`
   */
  putNowait(item: T): void {
    if (this.#isShutdown) throw this.#shutDown();
    if (this.full()) {
      throw new QueueFull(`queue is full: ${this.toString()}\n  yield* queue.put(item) waits for room`);
    }
    this.#items.put(item);
    this.#unfinished++;
    this.#finished.clear();
    this.#getters.wakeAndRemoveNext();
  }

  /**
   * Takes an item out, once there is one.
   *
   * @suspends only when the queue is empty
   * @throws {QueueShutDown} the queue is shut down, or is meanwhile, and nothing is left in it
   * @throws {CancelledError} the task was cancelled while it waited: no item was taken out
   * @throws {RuntimeError} it must be waited for, and is bound to a different loop
   * @see CPython 3.13 `Lib/asyncio/queues.py`, `Queue.get`
   */
  get(): CoroutineObject<T> {
    return new WaitCall(getting as WaitPlan<Queue<T>, undefined, Waiter, T>, this, undefined);
  }

  /**
   * Takes an item out.
   *
   * @suspends never
   * @throws {QueueEmpty} nothing is in the queue
   * @throws {QueueShutDown} nothing is in it, and it is shut down
   * @see CPython 3.13 `Lib/asyncio/queues.py`, `Queue.get_nowait`
   */
  getNowait(): T {
    if (this.empty()) {
      if (this.#isShutdown) throw this.#shutDown();
      throw new QueueEmpty(`queue is empty: ${this.toString()}\n  yield* queue.get() waits for an item`);
    }
    const item = this.#items.take();
    this.#putters.wakeAndRemoveNext();
    return item;
  }

  /**
   * Says that the work on one item that was taken out is done. When it is for all that were ever put in, `join`
   * returns.
   *
   * @suspends never
   * @throws {ValueError} it was said for all of them already
   * @see CPython 3.13 `Lib/asyncio/queues.py`, `Queue.task_done`
   */
  taskDone(): void {
    if (this.#unfinished <= 0) {
      const hint = `Call it once for each item that get() returned: ${this.toString()}`;
      throw new ValueError(`task_done() called too many times\n  ${hint}`);
    }
    this.#unfinished--;
    if (this.#unfinished === 0) this.#finished.set();
  }

  /**
   * Waits until the work on all items is done: until `taskDone` was called for each.
   *
   * @suspends only when there is work left
   * @throws {CancelledError} the task was cancelled while it waited
   * @throws {RuntimeError} it must be waited for, and somebody did so in a different loop
   * @see CPython 3.13 `Lib/asyncio/queues.py`, `Queue.join`
   */
  join(): CoroutineObject<void> {
    return new CoroutineObject(this.#join(), 'Queue.join');
  }

  *#join(): Coroutine<void> {
    yield* this.#finished.wait();
  }

  /**
   * Shuts the queue down: from now on, and for those who wait already, putting throws `QueueShutDown`, and so does
   * getting once nothing is left.
   *
   * @param immediate - also drop what is in it, as if the work on that were done; default false. `join` still waits
   *   for the items that were taken out
   * @suspends never
   * @throws {TypeError} `immediate` is not a boolean
   * @see CPython 3.13 `Lib/asyncio/queues.py`, `Queue.shutdown`
   */
  shutdown(immediate = false): void {
    if (typeof immediate !== 'boolean') {
      throw new TypeError(
        `immediate must be true or false, got ${describe(immediate)}\n  Write shutdown(true) to drop what is left`,
      );
    }
    this.#isShutdown = true;
    if (immediate) this.#drop();
    while (this.#getters.wakeAndRemoveNext()); // each looks again, and finds out
    while (this.#putters.wakeAndRemoveNext());
  }

  #drop(): void {
    this.#unfinished = Math.max(0, this.#unfinished - this.#items.size);
    this.#items.clear();
    if (this.#unfinished === 0) this.#finished.set();
  }

  #shutDown(): QueueShutDown {
    return new QueueShutDown(
      `queue is shut down: ${this.toString()}\n  Catch this to end a loop over its items`,
    );
  }

  /** Iterates until the queue is shut down and empty: `yield* asyncFor(queue, function* (item) { … })`. */
  aiter(): QueueCursor<T> {
    return new QueueCursor(this);
  }

  /**
   * The same for an `async` function: `for await (const item of queue)`. Leaving the loop cancels a step that waits for
   * an item, which then stays in the queue.
   *
   * @throws {RuntimeError} no event loop is running
   */
  [Symbol.asyncIterator](): AsyncIterator<T, undefined, void> {
    return new NativeSteps(new QueueCursor(this));
  }

  /** One line, such as `<Queue maxsize=2 _queue=[1, 2] _putters[1] tasks=2>`. */
  override toString(): string {
    const words = [`maxsize=${this.#maxsize}`];
    if (!this.empty()) words.push(`_queue=[${this.#describeItems()}]`);
    if (this.#getters.size > 0) words.push(`_getters[${this.#getters.size}]`);
    if (this.#putters.size > 0) words.push(`_putters[${this.#putters.size}]`);
    if (this.#unfinished > 0) words.push(`tasks=${this.#unfinished}`);
    if (this.#isShutdown) words.push('shutdown');
    return `<${this.constructor.name} ${words.join(' ')}>`;
  }

  /** The first ones: every error message has them, so it must not cost more when there are a million. */
  #describeItems(): string {
    const texts: string[] = [];
    for (const item of this.#items) {
      if (texts.push(describe(item)) === SHOWN) break;
    }
    const more = this.qsize() - texts.length;
    return more > 0 ? `${texts.join(', ')}, <${more} more>` : texts.join(', ');
  }

  static {
    putting = {
      name: 'Queue.put',
      attempt: (queue, item) => (queue.full() ? queue.#wait() : queue.putNowait(item)),
      line: (queue) => queue.#putters.add(),
      leave: (queue, putter, woken) => {
        if (!woken) leave(queue.#putters, putter, !queue.full());
      },
      proceed: (queue, item) => putting.attempt(queue, item),
    };
    getting = {
      name: 'Queue.get',
      attempt: (queue) => (queue.empty() ? queue.#wait() : queue.getNowait()),
      line: (queue) => queue.#getters.add(),
      leave: (queue, getter, woken) => {
        if (!woken) leave(queue.#getters, getter, !queue.empty());
      },
      proceed: (queue) => getting.attempt(queue, undefined),
    };
    showInConsole(this);
  }
}

function storeOf<T>(options: QueueOptions<T>): QueueItems<T> {
  const { items } = options;
  if (items === undefined && !('put' in options)) return new RingBuffer();
  if (typeof (items as Partial<QueueItems<T>> | null | undefined)?.put === 'function') return items!; // it is one
  const got = describe('put' in options ? options : items); // a store in place of the options
  throw new TypeError(
    `items must be a QueueItems, in an object, got ${got}\n  Write new Queue(maxsize, { items })`,
  );
}

/** How many items are shown. */
const SHOWN = 3;

/** A waiter was cancelled. If it was woken before, and there still is what it was woken for, the next one gets it. */
function leave(waiters: WaiterQueue, waiter: Waiter, isFree: boolean): void {
  waiter.cancel(); // does nothing to one that was woken
  waiters.remove(waiter);
  if (isFree && !waiter.cancelled()) waiters.wakeAndRemoveNext();
}
