/** What can be looped over: the interfaces, and `aiter` and `anext`, which open it and step it by hand. */
import { CoroutineObject, isCoroutine, isFuture, type Coroutine, type Yieldable } from '@asyncio-ts/tasks';
import { describe } from '@asyncio-ts/tasks/internal';

import { StopAsyncIteration } from './errors.js';
import { NativeCursor } from './native-cursor.js';
import { PlainCursor } from './plain-cursor.js';

/**
 * Gives one item after the other: Python's async iterator.
 *
 * @see Python reference, "Asynchronous iterators"
 */
export interface AsyncCursor<T> {
  /** The next item; `{ done: true }` when there is none. */
  anext(): Yieldable<IteratorResult<T, unknown>>;
  /** Gives up what is left. Called when a loop ends before the cursor does. */
  aclose?(): Yieldable<void>;
}

/** Something that hands out cursors: Python's async iterable. Queues and `asCompleted` are such. */
export interface AsyncIterableLike<T> {
  /** A cursor over its items. */
  aiter(): AsyncCursor<T>;
}

/** All that `asyncFor` loops over: ours, native async iterables (streams, for one), and plain iterables. */
export type AsyncLoopable<T> = AsyncIterableLike<T> | AsyncIterable<T> | Iterable<T>;

/**
 * A cursor over the items of `iterable`: Python's `aiter`.
 *
 * Generators and coroutines are refused, though JavaScript calls them iterable: one that was meant to be awaited first
 * would give its futures as items.
 *
 * @param iterable - what has `aiter()`, a native async iterable, or a plain iterable
 * @returns what `iterable.aiter()` returns, or a cursor over what JavaScript iterates
 * @suspends never
 * @throws {TypeError} `iterable` cannot be looped over, or its `aiter()` returned no cursor
 * @see CPython 3.13, the built-in `aiter`
 */
export function aiter<C extends AsyncCursor<unknown>>(iterable: { aiter(): C }): C;
export function aiter<T>(iterable: AsyncLoopable<T>): AsyncCursor<T>;
export function aiter<T>(iterable: AsyncLoopable<T>): AsyncCursor<T> {
  checkLoopable(iterable);
  // The casts say what hasMethod() found: TypeScript narrows to the method, not to the interface.
  if (hasMethod(iterable, 'aiter')) return checkCursor<T>(iterable.aiter());
  if (hasMethod(iterable, Symbol.asyncIterator)) return new NativeCursor<T>(iterable as AsyncIterable<T>);
  return new PlainCursor<T>(iterable as Iterable<T>); // the only kind that is left
}

/**
 * Checks that `aiter` will take `iterable`, and does not open it yet.
 *
 * @throws {TypeError} it cannot be looped over
 */
export function checkLoopable(iterable: unknown): void {
  if (hasMethod(iterable, 'aiter') || hasMethod(iterable, Symbol.asyncIterator)) return;
  if (hasMethod(iterable, Symbol.iterator) && !isAwaitable(iterable)) return;
  throw new TypeError(`${describe(iterable)} is not an async iterable${hintFor(iterable)}`);
}

/**
 * The next item of `cursor`: Python's `anext`.
 *
 * @param fallback - returned when there is none; without it, that is an error
 * @suspends when the cursor does
 * @throws {StopAsyncIteration} there is no item, and no `fallback` was given
 * @throws {TypeError} `cursor` has no `anext()`
 * @see CPython 3.13, the built-in `anext`
 */
export function anext<T>(cursor: AsyncCursor<T>): CoroutineObject<T>;
export function anext<T, D>(cursor: AsyncCursor<T>, fallback: D): CoroutineObject<T | D>;
export function anext<T, D>(cursor: AsyncCursor<T>, ...fallback: [D?]): CoroutineObject<T | D | undefined> {
  if (!hasMethod(cursor, 'anext')) {
    throw new TypeError(`${describe(cursor)} is not an async iterator\n  Open it first: anext(aiter(…))`);
  }
  return new CoroutineObject(advance(cursor, fallback), 'anext');
}

function* advance<T, D>(cursor: AsyncCursor<T>, fallback: [D?]): Coroutine<T | D | undefined> {
  const step = yield* cursor.anext();
  if (step.done !== true) return step.value;
  if (fallback.length === 1) return fallback[0];
  throw new StopAsyncIteration(
    `${describe(cursor)} is exhausted\n  Give anext() a second argument to return then`,
  );
}

function checkCursor<T>(cursor: AsyncCursor<T>): AsyncCursor<T> {
  if (hasMethod(cursor, 'anext')) return cursor;
  throw new TypeError(
    `aiter() returned not an async iterator: ${describe(cursor)}\n  It must have a method anext()`,
  );
}

function isAwaitable(value: unknown): boolean {
  return isFuture(value) || isCoroutine(value);
}

function hintFor(value: unknown): string {
  if (isAwaitable(value)) return '\n  Await it first: yield* …';
  if (typeof value === 'function') return `\n  Call it first: ${value.name || 'f'}()`;
  return '\n  It needs aiter(), [Symbol.asyncIterator]() or [Symbol.iterator]()';
}

function hasMethod<K extends PropertyKey>(value: unknown, key: K): value is Record<K, () => unknown> {
  return (
    value !== undefined && value !== null && typeof (value as Partial<Record<K, unknown>>)[key] === 'function'
  );
}
