/** The types of what can be awaited. */

import type { CoroutineObject } from './coroutine.js';

declare const brand: unique symbol;

/**
 * What a coroutine hands up to its task when it suspends: a future to wait for, or one turn of the loop. Only futures
 * and `sleep` make one; a coroutine passes them on with `yield*`, so that `yield future` is an error of types.
 */
export interface Suspension {
  /** Nobody else can name it, so nothing else is taken for one. */
  readonly [brand]: never;
  /** Never there. What `emit` hands up has no such key, so that TypeScript keeps the two apart when it infers. */
  readonly plain?: never;
}

/**
 * A started call of a `function*`, or a coroutine object: await it with `yield*`. It does nothing by itself.
 *
 * Use it to annotate: `function* main(): Coroutine<void> { … }`.
 */
export type Coroutine<T = unknown> = Generator<Suspension, T, void>;

/** What a task can run: a call of a `function*`, or of a `coroutine()` function. */
export type AnyCoroutine<T = unknown> = Coroutine<T> | CoroutineObject<T>;

/** What `yield*` can await: coroutines, coroutine objects, futures and tasks. */
export interface Yieldable<T> {
  /** What `yield*` runs: it hands up each suspension, and returns the result. */
  [Symbol.iterator](): Iterator<Suspension, T, void>;
}

/** All that a combinator takes: coroutines, futures, tasks, and promises. */
export type Awaitable<T> = Yieldable<T> | PromiseLike<T>;

/** What awaiting an `A` gives. */
export type AwaitedResult<A> = A extends Yieldable<infer T> ? T : A extends PromiseLike<infer T> ? T : never;
