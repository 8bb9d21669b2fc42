/** `async for` in a plain loop, for `break`, `continue` and `return` as they are. */
import { type AsyncContextManager, type Coroutine, CoroutineObject, RuntimeError } from '@asyncio-ts/tasks';
import { showInConsole } from '@asyncio-ts/tasks/internal';

import { aiter, type AsyncCursor, type AsyncLoopable } from './async-iterable.js';

/** A loop under way: made by `iterate`. */
export class Iteration<T> implements AsyncContextManager<Iteration<T>> {
  readonly #cursor: AsyncCursor<T>;
  #step: IteratorResult<T, unknown> | undefined = undefined;
  #over = false;

  /** Only `iterate` makes them. */
  constructor(cursor: AsyncCursor<T>) {
    this.#cursor = cursor;
  }

  /**
   * Goes on to the next item.
   *
   * @returns is there one?
   * @suspends when the cursor does
   * @throws what the cursor throws; it is over then
   */
  next(): CoroutineObject<boolean> {
    return new CoroutineObject(this.#next(), 'Iteration.next');
  }

  *#next(): Coroutine<boolean> {
    if (this.#over) return false;
    this.#step = undefined;
    this.#over = true; // a cursor that throws is over
    this.#step = yield* this.#cursor.anext();
    this.#over = this.#step.done === true;
    return !this.#over;
  }

  /**
   * The item that `next()` came to.
   *
   * @throws {RuntimeError} there is none: `next()` was not awaited, or gave false
   */
  get value(): T {
    if (this.#step === undefined || this.#step.done === true) {
      throw new RuntimeError(`no item: ${this.toString()}\n  Read value where yield* next() gave true`);
    }
    return this.#step.value;
  }

  /**
   * Ends it: closes the cursor unless it came to its end. Closing twice does nothing.
   *
   * @suspends when the cursor does
   * @throws what the cursor throws
   */
  close(): CoroutineObject<void> {
    return new CoroutineObject(this.#close(), 'Iteration.close');
  }

  *#close(): Coroutine<void> {
    this.#step = undefined;
    if (this.#over) return;
    this.#over = true;
    if (this.#cursor.aclose !== undefined) yield* this.#cursor.aclose();
  }

  /**
   * Itself, for the body that `withAsync` runs.
   *
   * @suspends never
   */
  *aenter(): Coroutine<this> {
    return this;
  }

  /**
   * Closes it, for `withAsync`.
   *
   * @suspends when the cursor does
   * @throws what the cursor throws
   */
  *aexit(): Coroutine<void> {
    yield* this.#close();
  }

  /** One line, such as `<Iteration open>`. */
  toString(): string {
    return `<Iteration ${this.#over ? 'over' : 'open'}>`;
  }

  static {
    showInConsole(this);
  }
}

/**
 * Loops over `iterable` in a plain loop: Python's `async for`, with `break`, `continue` and `return` as they are.
 *
 *     const rows = iterate(query());
 *     try {
 *       while (yield* rows.next()) {
 *         if (rows.value.id === id) return rows.value;
 *       }
 *     } finally {
 *       yield* rows.close();
 *     }
 *
 * Or let `withAsync` close it: `yield* withAsync(iterate(query()), function* (rows) { … })`. A generator that nobody
 * closes is closed when the loop ends it ran on, as in Python.
 *
 * @param iterable - what has `aiter()`, a native async iterable, or a plain iterable
 * @suspends never; `next()` and `close()` may
 * @throws {TypeError} `iterable` cannot be looped over
 */
export function iterate<T>(iterable: AsyncLoopable<T>): Iteration<T> {
  return new Iteration(aiter(iterable));
}
