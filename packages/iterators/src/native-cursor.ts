/** Native async iterables as cursors: streams, async generators of JavaScript, whatever `for await` takes. */
import { type Coroutine, CoroutineObject, fromPromise, type Future } from '@asyncio-ts/tasks';
import { describe } from '@asyncio-ts/tasks/internal';

import type { AsyncCursor, AsyncIterableLike } from './async-iterable.js';

/** Steps a native async iterator, one promise at a time. */
export class NativeCursor<T> implements AsyncCursor<T> {
  readonly #iterator: AsyncIterator<T>;
  #over = false;

  constructor(iterable: AsyncIterable<T>) {
    this.#iterator = iterable[Symbol.asyncIterator]();
  }

  anext(): CoroutineObject<IteratorResult<T, unknown>> {
    return new CoroutineObject(this.#next(), 'anext');
  }

  *#next(): Coroutine<IteratorResult<T, unknown>> {
    if (this.#over) return { done: true, value: undefined };
    this.#over = true; // unless an item comes: an iterator that failed or was given up has no more
    const future = fromPromise<unknown>(Promise.resolve(this.#iterator.next()));
    let answered = false;
    try {
      const step = checkStep<T>(yield* future);
      answered = true;
      this.#over = step.done === true;
      return step;
    } finally {
      // Cancelled or closed while it waited. What this stops is not waited for: a native generator answers return()
      // after the next() that is under way, and that may be never.
      if (!answered && !hasFailed(future)) this.#giveUp();
    }
  }

  #giveUp(): void {
    // What becomes of it is nobody's any more.
    Promise.resolve(this.#iterator.return?.()).catch(() => undefined);
  }

  aclose(): CoroutineObject<void> {
    return new CoroutineObject(this.#close(), 'aclose');
  }

  *#close(): Coroutine<void> {
    if (this.#over) return;
    this.#over = true;
    yield* fromPromise(Promise.resolve(this.#iterator.return?.()));
  }
}

function checkStep<T>(step: unknown): IteratorResult<T, unknown> {
  if (typeof step === 'object' && step !== null) return step as IteratorResult<T, unknown>;
  throw new TypeError(
    `Iterator result ${describe(step)} is not an object\n  next() must give { done, value }`,
  );
}

function hasFailed(future: Future<unknown>): boolean {
  return future.done() && !future.cancelled() && future.exception() !== undefined;
}

/**
 * A native async iterable as one of ours, with `aiter()`: for what asks for an `AsyncIterableLike`. `asyncFor` and
 * `iterate` need no such help.
 *
 * Cancelling the task while it waits for an item calls the iterator's `return()`.
 *
 * @param iterable - whatever `for await` takes, but for plain iterables
 * @returns an iterable; each `aiter()` of it asks `iterable` for a new iterator
 * @suspends never; the cursor's `anext()` and `aclose()` do
 * @throws {TypeError} `iterable` has no `[Symbol.asyncIterator]()`
 */
export function fromAsyncIterable<T>(iterable: AsyncIterable<T>): AsyncIterableLike<T> {
  const open: unknown = (iterable as Partial<AsyncIterable<T>> | null | undefined)?.[Symbol.asyncIterator];
  if (typeof open !== 'function') {
    const hint = 'It needs [Symbol.asyncIterator](); asyncFor() takes plain iterables as they are';
    throw new TypeError(`fromAsyncIterable() needs an async iterable, got ${describe(iterable)}\n  ${hint}`);
  }
  return { aiter: () => new NativeCursor(iterable) };
}
