/**
 * `gather`: all results, in the order of the arguments.
 *
 * After CPython 3.13 `Lib/asyncio/tasks.py`, `gather` and `_GatheringFuture`.
 */
import { type Awaitable, type AwaitedResult, ensureFuture, Future } from '@asyncio-ts/tasks';
import { cancelledError, Collector, isFresh } from '@asyncio-ts/tasks/internal';

import { itemsOf } from './operands.js';
import { errorOf, markRetrieved } from './outcome.js';

/** The results of awaitables, at their places. */
export type Gathered<A extends readonly unknown[]> = { -readonly [K in keyof A]: AwaitedResult<A[K]> };

/**
 * The same with `returnExceptions`. What was thrown is an `Error`, unless somebody threw something else: `unknown`
 * would say so, but would swallow the type of the result.
 */
export type GatheredOrErrors<A extends readonly unknown[]> = {
  -readonly [K in keyof A]: AwaitedResult<A[K]> | Error;
};

/** How to gather. */
export interface GatherOptions<R extends boolean = boolean> {
  /** Put errors into the results, instead of failing with the first? Default: false. */
  readonly returnExceptions?: R | undefined;
}

/**
 * The future that `gather` returns. Cancelling it cancels the children; it ends when they have, or, without
 * `returnExceptions`, with the first that was cancelled or failed.
 */
class GatheringFuture extends Future<unknown[]> {
  // No private names: see `Task`.
  readonly _children: readonly Future<unknown>[];
  readonly _returnExceptions: boolean;
  /** Places whose children are not done. */
  _left: number;
  _cancelRequested = false;

  constructor(children: readonly Future<unknown>[], returnExceptions: boolean) {
    super({ loop: children[0]!.getLoop() }); // gather() makes none without children
    this._children = children;
    this._left = children.length;
    this._returnExceptions = returnExceptions;
  }

  /** Cancels the children. Like a task, it is not cancelled itself before they are. Returns whether any was. */
  override cancel(message?: string): boolean {
    if (this.done()) return false;
    let any = false;
    for (const child of this._children) {
      if (child.cancel(message)) any = true;
    }
    if (any) this._cancelRequested = true;
    return any;
  }

  /** One line, such as `<GatheringFuture pending>`: by its name in the source, which a minifier would shorten. */
  override toString(): string {
    return `<GatheringFuture ${this._describe().join(' ')}>`;
  }

  /** @internal */
  _onChildDone(child: Future<unknown>): void {
    this._left--;
    if (this.done()) {
      markRetrieved(child);
      return;
    }
    if (!this._returnExceptions && (child.cancelled() || child._failed())) {
      this.setException(errorOf(child)); // a child's CancelledError, too: this future failed, nobody cancelled it
      return;
    }
    if (this._left === 0) this._finish();
  }

  _finish(): void {
    const results = this._children.map(resultOrError);
    if (!this._cancelRequested) {
      this.setResult(results);
      return;
    }
    // Cancelled from outside: that must not end up as a value among the results, whatever `returnExceptions` says.
    this.setException(this._children.at(-1)!._makeCancelledError()); // there is one, as above
  }
}

function resultOrError(child: Future<unknown>): unknown {
  if (child.cancelled()) {
    // A new error, as in CPython: asking the future would take its own one from whoever awaits it later.
    const message = child._value;
    return cancelledError(child.getLoop(), typeof message === 'string' ? message : '');
  }
  return child._failed() ? errorOf(child) : child.result();
}

/**
 * Runs awaitables concurrently: a future of their results, in the order of the arguments.
 *
 *     const [user, posts] = yield* gather([fetchUser(id), fetchPosts(id)]);
 *
 * Coroutines become tasks. The first error is the future's; the others run on, and what they throw is not reported.
 * A child that is cancelled counts as one that failed with `CancelledError`. Cancelling the future cancels all
 * children. The same awaitable given twice runs once. Prefer a task group where the others should not run on.
 *
 * @param aws - coroutines, futures, tasks, promises: an array, or another iterable, of which no tuple is inferred
 * @param options - `returnExceptions`: default false
 * @returns the future; an empty one is done at once
 * @suspends never; awaiting the future does
 * @throws {TypeError} `aws` is no collection of awaitables, or something in it cannot be awaited
 * @throws {ValueError} futures of different loops are in it
 * @throws {RuntimeError} no loop is running, and no future in it says which is meant
 * @see CPython 3.13 `Lib/asyncio/tasks.py`, `gather`
 */
export function gather<const A extends readonly Awaitable<unknown>[]>(
  aws: A,
  options?: GatherOptions<false>,
): Future<Gathered<A>>;
export function gather<const A extends readonly Awaitable<unknown>[]>(
  aws: A,
  options: GatherOptions,
): Future<GatheredOrErrors<A>>;
export function gather<A extends Awaitable<unknown>>(
  aws: Iterable<A>,
  options?: GatherOptions<false>,
): Future<AwaitedResult<A>[]>;
export function gather<A extends Awaitable<unknown>>(
  aws: Iterable<A>,
  options: GatherOptions,
): Future<(AwaitedResult<A> | Error)[]>;
export function gather(
  aws: Iterable<Awaitable<unknown>>,
  { returnExceptions = false }: GatherOptions = {},
): Future<unknown[]> {
  const items = itemsOf(
    aws,
    (got) => `gather() needs an iterable of awaitables, not ${got}\n  Write gather([a, b])`,
  );
  if (items.length === 0) return emptyResult();
  let outer: GatheringFuture | undefined = undefined;
  const collector = new Collector(function onDone(child) {
    // Without `outer`, a later argument was bad, and gather() has thrown (bpo-46672).
    if (outer === undefined) markRetrieved(child);
    else outer._onChildDone(child);
  });
  const { children, doneAlready } = toFutures(items, collector);
  outer = new GatheringFuture(children, returnExceptions);
  for (const child of doneAlready) outer._onChildDone(child); // if all are, the result is there at once
  return outer;
}

/** The future of each item, watched by `collector` or done already: one that is given twice tells twice. */
function toFutures(items: readonly Awaitable<unknown>[], collector: Collector) {
  const children: Future<unknown>[] = [];
  const doneAlready: Future<unknown>[] = [];
  /** By item. Futures stand for themselves, and a coroutine that is fresh has not come before: a million need no map. */
  let known: Map<unknown, Future<unknown>> | undefined = undefined;
  for (const item of items) {
    if (!isFresh(item) && !(item instanceof Future)) known ??= byItem(items, children);
    let child = known?.get(item);
    if (child === undefined) {
      child = ensureFuture(item, { loop: children[0]?.getLoop() });
      if (isFresh(item)) known ??= byItem(items, children); // a factory wrapped it
      known?.set(item, child);
    }
    if (child.done()) doneAlready.push(child);
    else child._collect(collector);
    children.push(child);
  }
  return { children, doneAlready };
}

function byItem(
  items: readonly unknown[],
  children: readonly Future<unknown>[],
): Map<unknown, Future<unknown>> {
  return new Map(children.map((child, i) => [items[i], child]));
}

function emptyResult(): Future<unknown[]> {
  const future = new Future<unknown[]>();
  future.setResult([]);
  return future;
}
