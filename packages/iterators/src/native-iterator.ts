/** Ours as native async iterables: for `for await`, streams, and all that JavaScript can loop over. */
import {
  type AnyCoroutine,
  CancelledError,
  type Context,
  type Coroutine,
  createTask,
  type EventLoop,
  getRunningLoop,
  type Task,
} from '@asyncio-ts/tasks';

import { aiter, type AsyncCursor, type AsyncLoopable, checkLoopable } from './async-iterable.js';

/** A cursor as a native async iterator: each step is a task. */
export class NativeIterator<T> implements AsyncIterator<T, undefined> {
  readonly #cursor: AsyncCursor<T>;
  readonly #loop: EventLoop;
  /** The steps see the same context variables, as if one task made them all. */
  #context: Context | undefined = undefined;
  /** The step under way. */
  #task: Task<IteratorResult<T, unknown>> | undefined = undefined;
  /** Settles after all that was asked for: streams ask for several items at once, a cursor gives one at a time. */
  #last: Promise<unknown> = Promise.resolve();
  #over = false;

  constructor(cursor: AsyncCursor<T>, loop: EventLoop) {
    this.#cursor = cursor;
    this.#loop = loop;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    return this.#inTurn(() => this.#advance());
  }

  /** Ends it: cancels a step under way, then closes the cursor. */
  return(): Promise<IteratorReturnResult<undefined>> {
    const wasOver = this.#over;
    this.#over = true;
    this.#task?.cancel();
    return this.#inTurn(async () => {
      if (!wasOver && !this.#loop.isClosed()) await this.#start(close(this.#cursor));
      return DONE;
    });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined); // whoever asked gets the error
    return result;
  }

  async #advance(): Promise<IteratorResult<T, undefined>> {
    if (this.#over) return DONE;
    const task = this.#start(step(this.#cursor));
    this.#task = task;
    try {
      const { done, value } = await task;
      if (done !== true) return { done: false, value };
    } catch (error) {
      // CancelledError: if return() threw it in, whoever waited for the item learns that there is none.
      if (!(error instanceof CancelledError) || !this.#isOver()) throw error;
    } finally {
      this.#task = undefined;
    }
    this.#over = true;
    return DONE;
  }

  /** A method, for TypeScript believes that nothing changes while `await` waits. */
  #isOver(): boolean {
    return this.#over;
  }

  #start<R>(coroutine: AnyCoroutine<R>): Task<R> {
    const task = createTask(coroutine, { loop: this.#loop, context: this.#context });
    this.#context ??= task.getContext();
    return task;
  }
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** What a cursor gives need not be a coroutine, and a task runs nothing else. */
function* step<T>(cursor: AsyncCursor<T>): Coroutine<IteratorResult<T, unknown>> {
  return yield* cursor.anext();
}

function* close(cursor: AsyncCursor<unknown>): Coroutine<void> {
  if (cursor.aclose !== undefined) yield* cursor.aclose();
}

/**
 * A native async iterable of `iterable`, for what knows nothing of coroutines:
 *
 *     for await (const job of toAsyncIterable(queue)) { … }   // in an `async` function
 *     return new Response(ReadableStream.from(toAsyncIterable(lines())));
 *
 * Each item is awaited by a task of its own, all with the same context variables. A loop that ends early closes the
 * cursor, and cancels the step that is under way.
 *
 * @param iterable - what has `aiter()`, a native async iterable, or a plain iterable
 * @param options - `loop`: runs the tasks; default: the running one
 * @returns an iterable; each iterator of it opens `iterable` anew
 * @suspends never
 * @throws {TypeError} `iterable` cannot be looped over
 * @throws {RuntimeError} no loop was given, and none is running
 */
export function toAsyncIterable<T>(
  iterable: AsyncLoopable<T>,
  { loop = getRunningLoop() }: { readonly loop?: EventLoop | undefined } = {},
): AsyncIterable<T> {
  checkLoopable(iterable);
  return { [Symbol.asyncIterator]: () => new NativeIterator(aiter(iterable), loop) };
}
