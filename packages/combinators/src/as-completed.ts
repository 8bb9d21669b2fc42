/**
 * `asCompleted`: results in the order in which they come.
 *
 * After CPython 3.13 `Lib/asyncio/tasks.py`, `_AsCompletedIterator`.
 */
import {
  type Awaitable,
  type AwaitedResult,
  type Coroutine,
  CoroutineObject,
  ensureFuture,
  type EventLoop,
  type Future,
  getRunningLoop,
  TimeoutError,
} from '@asyncio-ts/tasks';
import { NativeSteps } from '@asyncio-ts/tasks/internal';

import { checkAwaitable, checkSeconds } from './arguments.js';
import { CompletionQueue } from './completion-queue.js';
import { distinct, type FutureOf } from './operands.js';

/** How to iterate. */
export interface AsCompletedOptions {
  /** Seconds for all together; `undefined` or `null`, the default: no limit. */
  readonly timeout?: number | null | undefined;
}

/** Put into the queue for each future that was not done in time. */
const TOO_LATE = undefined;

/**
 * What `asCompleted` returns. It can be left and taken up again, and all forms of iteration share its state.
 *
 * Left early (`break`), it takes its callbacks back, so that nothing of it stays behind on futures that live long;
 * taken up again, it adds them anew. Differs from CPython: what was done in between then comes in the order given.
 * With a time-out they stay until that is over, or all are done.
 *
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `_AsCompletedIterator`
 */
export class AsCompleted<A>
  implements IterableIterator<CoroutineObject<AwaitedResult<A>>, undefined>, AsyncIterable<FutureOf<A>>
{
  readonly #loop: EventLoop;
  readonly #done: CompletionQueue<Future<unknown> | typeof TOO_LATE>;
  readonly #todo: Set<Future<unknown>>;
  /** How many items are to come, of this iteration or a later one. */
  #left: number;
  /** How many items are awaited now, or were handed out and may be. */
  #owed = 0;
  readonly #deadline: number | undefined;
  #timer: { cancel(): void } | undefined = undefined;
  #attached = false;
  /** Was it left, and not taken up again? */
  #wasLeft = false;

  /** Only `asCompleted` makes them. */
  constructor(aws: Set<Awaitable<unknown>>, timeout: number | undefined) {
    const loop = getRunningLoop();
    this.#loop = loop;
    this.#done = new CompletionQueue(loop);
    this.#todo = new Set([...aws].map((aw) => ensureFuture(aw, { loop })));
    this.#left = this.#todo.size;
    this.#deadline = timeout === undefined ? undefined : loop.time() + timeout;
    this.#attach();
  }

  // ---- plain iteration: coroutines, each of the next result ----------------------------------------------------

  /** Itself, for a plain loop. */
  [Symbol.iterator](): this {
    return this;
  }

  /**
   * A coroutine that gives the result of whatever is done next, or throws its error.
   *
   * @returns the coroutine, which throws a `TimeoutError` when time is over; `{ done: true }` after the last
   * @suspends never; awaiting the coroutine does, when none is done
   */
  next(): IteratorResult<CoroutineObject<AwaitedResult<A>>, undefined> {
    if (this.#left === 0) return { done: true, value: undefined };
    this.#takeOne();
    return { done: false, value: new CoroutineObject(this.#nextResult(), 'AsCompleted.next') };
  }

  /**
   * The plain loop was left. What is awaited still goes on.
   *
   * @suspends never
   */
  return(): IteratorResult<CoroutineObject<AwaitedResult<A>>, undefined> {
    this.#leave();
    return { done: true, value: undefined };
  }

  *#nextResult(): Coroutine<AwaitedResult<A>> {
    const future = yield* this.#nextFuture();
    return future.result() as AwaitedResult<A>; // one of the futures made of the As
  }

  // ---- asynchronous iteration: the futures themselves ----------------------------------------------------------

  /** For `asyncFor`. */
  aiter(): this {
    return this;
  }

  /**
   * The next future that is done: the very one that was given, or the task that was made of a coroutine.
   *
   * @returns the future, which may have failed; `{ done: true }` after the last
   * @suspends when none is done
   * @throws {CancelledError} the task was cancelled while it waited
   * @throws {TimeoutError} time is over
   */
  anext(): CoroutineObject<IteratorResult<FutureOf<A>, undefined>> {
    return new CoroutineObject(this.#anext(), 'AsCompleted.anext');
  }

  *#anext(): Coroutine<IteratorResult<FutureOf<A>, undefined>> {
    if (this.#left === 0) return { done: true, value: undefined };
    this.#takeOne();
    return { done: false, value: (yield* this.#nextFuture()) as FutureOf<A> }; // ensureFuture keeps their class
  }

  /**
   * The asynchronous loop was left.
   *
   * @suspends never
   */
  aclose(): CoroutineObject<void> {
    return new CoroutineObject(this.#aclose(), 'AsCompleted.aclose');
  }

  *#aclose(): Coroutine<void> {
    this.#leave();
  }

  /**
   * For `for await` in an `async` function. A step that waits when the loop is left is cancelled.
   *
   * @throws {RuntimeError} no loop is running
   */
  [Symbol.asyncIterator](): AsyncIterator<FutureOf<A>, undefined> {
    return new NativeSteps({
      anext: () => this.anext(),
      leave: () => {
        this.#leave();
      },
    });
  }

  // ---- what both share -----------------------------------------------------------------------------------------

  #takeOne(): void {
    this.#left--;
    this.#owed++;
    this.#wasLeft = false;
    this.#attach();
  }

  *#nextFuture(): Coroutine<Future<unknown>> {
    try {
      const future = yield* this.#done.get();
      if (future === TOO_LATE) throw new TimeoutError();
      return future;
    } finally {
      this.#owed--;
      if (this.#wasLeft) this.#leave();
    }
  }

  #attach(): void {
    if (this.#attached || this.#todo.size === 0) return;
    this.#attached = true;
    for (const future of this.#todo) future.addDoneCallback(this.#onDone);
    if (this.#deadline !== undefined) this.#timer = this.#loop.callAt(this.#deadline, this.#onTimeout);
  }

  #leave(): void {
    this.#wasLeft = true;
    // `const [first] = asCompleted(aws)` leaves it, and awaits `first` afterwards. A timer goes on, as in CPython: taken
    // back, it would let a loop that has nothing else to do stop, or find a deadlock, at another time.
    if (this.#owed === 0 && this.#timer === undefined) this.#detach();
  }

  #detach(): void {
    this.#attached = false;
    for (const future of this.#todo) future.removeDoneCallback(this.#onDone);
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  readonly #onDone = (future: Future<unknown>): void => {
    if (!this.#todo.delete(future)) return; // the time-out was first, or the iteration was left
    this.#done.put(future);
    if (this.#todo.size === 0) this.#timer?.cancel();
  };

  readonly #onTimeout = (): void => {
    this.#detach();
    for (const future of this.#todo) {
      this.#todo.delete(future);
      this.#done.put(TOO_LATE);
    }
  };
}

/**
 * Iterates over awaitables in the order in which they get done. Coroutines among them become tasks.
 *
 *     for (const next of asCompleted(aws)) console.log(yield* next);                     // results
 *     yield* asyncFor(asCompleted(tasks), function* (task) { … });                       // the tasks
 *     for await (const task of asCompleted(tasks)) console.log(task.result());           // in an async function
 *
 * The plain form gives coroutines: the first one awaited has the first result, and so on. Duplicates are merged.
 *
 * @param aws - coroutines, futures, tasks, promises
 * @param options - `timeout` in seconds: each item not there by then throws a `TimeoutError`; nothing is cancelled
 * @suspends never; awaiting an item does
 * @throws {TypeError} `aws` is no collection of awaitables, or `timeout` not a number
 * @throws {ValueError} a future of another loop is in it, or `timeout` is NaN
 * @throws {RuntimeError} no loop is running
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `as_completed`
 */
export function asCompleted<A extends Awaitable<unknown>>(
  aws: Iterable<A>,
  { timeout }: AsCompletedOptions = {},
): AsCompleted<A> {
  const items = distinct(
    aws,
    (got) => `expects an iterable of awaitables, not ${got}\n  Write asCompleted([a, b])`,
  );
  const seconds = checkSeconds('timeout', timeout);
  for (const item of items) checkAwaitable(item);
  return new AsCompleted<A>(items, seconds);
}
