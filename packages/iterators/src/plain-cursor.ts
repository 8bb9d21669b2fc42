/** Plain iterables as cursors: arrays, sets, maps, strings. Nothing in them suspends. */
import { type Coroutine, CoroutineObject } from '@asyncio-ts/tasks';

import type { AsyncCursor } from './async-iterable.js';

/** Steps a plain iterator. Items that are promises or futures come as they are. */
export class PlainCursor<T> implements AsyncCursor<T> {
  readonly #iterator: Iterator<T>;

  constructor(iterable: Iterable<T>) {
    this.#iterator = iterable[Symbol.iterator]();
  }

  anext(): CoroutineObject<IteratorResult<T, unknown>> {
    return new CoroutineObject(this.#next(), 'anext');
  }

  *#next(): Coroutine<IteratorResult<T, unknown>> {
    return this.#iterator.next();
  }

  aclose(): CoroutineObject<void> {
    return new CoroutineObject(this.#close(), 'aclose');
  }

  *#close(): Coroutine<void> {
    this.#iterator.return?.();
  }
}
