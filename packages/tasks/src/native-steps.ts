/** A cursor of ours for `for await`, and for streams. */
import type { Context } from '@asyncio-ts/contextvars';
import { getRunningLoop } from '@asyncio-ts/loop';

import type { CoroutineObject } from './coroutine.js';
import { createTask } from './create-task.js';
import { CancelledError } from './errors.js';
import type { Task } from './task.js';

/** What is stepped. */
interface Steppable<T> {
  anext(): CoroutineObject<IteratorResult<T, undefined>>;
  /** Gives up what is left, if there is anything to give up. */
  leave?(): void;
}

/**
 * A native async iterator: each step is a task on the loop that runs when it is made. Steps are made one after the
 * other, though streams ask for several at once, and all with the same context variables, as if one task made them.
 */
export class NativeSteps<T> implements AsyncIterator<T, undefined, void> {
  readonly #cursor: Steppable<T>;
  readonly #loop = getRunningLoop(); // later steps start in a promise's reaction, where there may be several
  #context: Context | undefined = undefined;
  /** The step under way, or the last one, which does not mind being cancelled. */
  #task: Task<IteratorResult<T, undefined>> | undefined = undefined;
  /** Settles after all that was asked for. */
  #last: Promise<unknown> = Promise.resolve();
  #over = false;

  constructor(cursor: Steppable<T>) {
    this.#cursor = cursor;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    return this.#inTurn(() => this.#advance());
  }

  /** The loop was left: a step under way is cancelled, then the cursor is left. */
  return(): Promise<IteratorReturnResult<undefined>> {
    this.#over = true;
    this.#task?.cancel();
    return this.#inTurn(() => {
      this.#cursor.leave?.();
      return DONE;
    });
  }

  #inTurn<R>(work: () => R | Promise<R>): Promise<R> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined); // whoever asked gets the error
    return result;
  }

  async #advance(): Promise<IteratorResult<T, undefined>> {
    if (this.#over) return DONE;
    const task = createTask(this.#cursor.anext(), { loop: this.#loop, context: this.#context });
    this.#context ??= task.getContext();
    this.#task = task;
    try {
      return await task;
    } catch (error) {
      // CancelledError: if return() threw it in, whoever waited for the item learns that there is none.
      if (error instanceof CancelledError && this.#isOver()) return DONE;
      throw error;
    }
  }

  /** A method, for TypeScript believes that nothing changes while `await` waits. */
  #isOver(): boolean {
    return this.#over;
  }
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };
