/** What combinators are given: awaitables, and collections of them. */
import {
  type Awaitable,
  type AwaitedResult,
  CoroutineObject,
  ensureFuture,
  Future,
  isCoroutine,
  isFuture,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { describe } from '@asyncio-ts/tasks/internal';

/** The future that stands for an awaitable: itself if it is one, with its own class. */
export type FutureOf<A> = A extends Future<unknown> ? A : Future<AwaitedResult<A>>;

/**
 * The items of a collection of awaitables, in the order given.
 *
 * A raw generator passes as a collection, for it may well be one: JavaScript cannot tell it from a coroutine. The
 * items give a coroutine away: it yields no awaitables, but futures in the middle of an await.
 *
 * @param complain - makes the message, of what was given instead
 * @throws {TypeError} `aws` is a single awaitable, or no collection at all
 */
export function itemsOf<A>(aws: Iterable<A>, complain: (got: string) => string): A[] {
  if (aws instanceof CoroutineObject || isFuture(aws) || !isIterable(aws))
    throw new TypeError(complain(describe(aws)));
  const items: A[] = [];
  for (const item of aws) {
    if (item === undefined || (item instanceof Future && item._blocking === true)) {
      throw new TypeError(complain(isCoroutine(aws) ? 'a coroutine' : `${describe(item)} in it`));
    }
    items.push(item);
  }
  return items;
}

/** The same, each once. */
export function distinct<A>(aws: Iterable<A>, complain: (got: string) => string): Set<A> {
  return new Set(itemsOf(aws, complain));
}

function isIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/**
 * Something to write `yield*` before: a coroutine or future as it is, so that the coroutine runs in the task that
 * awaits it; a future for a promise.
 *
 * @throws {TypeError} it cannot be awaited
 */
export function toYieldable<A extends Awaitable<unknown>>(awaitable: A): Yieldable<AwaitedResult<A>> {
  if (isCoroutine(awaitable)) return awaitable as Yieldable<AwaitedResult<A>>; // what a coroutine of type A returns
  return ensureFuture(awaitable);
}
