/** A stack of things to leave, for when their number is known at run time only. */
import type { Coroutine, Yieldable } from './awaitable.js';
import { type AsyncContextManager, checkManager } from './context-manager.js';
import { CoroutineObject } from './coroutine.js';

/** Leaves something: is given what was thrown, and returns true to swallow it. */
export type AsyncExit = AsyncContextManager<unknown>['aexit'];

/**
 * Enters any number of context managers, and leaves them in the opposite order.
 *
 *     yield* withAsync(new AsyncExitStack(), function* (stack) {
 *       for (const lock of locks) yield* stack.enterAsyncContext(lock);
 *       …
 *     });
 *
 * @see CPython 3.13 `Lib/contextlib.py`, `AsyncExitStack`
 */
export class AsyncExitStack implements AsyncContextManager<AsyncExitStack> {
  #exits: AsyncExit[] = [];

  /** Enters `manager`, and leaves it when the stack is left. Returns what it entered with. */
  enterAsyncContext<T>(manager: AsyncContextManager<T>): CoroutineObject<T> {
    return new CoroutineObject(this.#enter(manager), 'AsyncExitStack.enterAsyncContext');
  }

  *#enter<T>(manager: AsyncContextManager<T>): Coroutine<T> {
    checkManager(manager);
    const value = yield* manager.aenter();
    this.pushAsyncExit((error) => manager.aexit(error));
    return value;
  }

  /** Adds something to leave: it is given what was thrown, and may swallow it by returning true. */
  pushAsyncExit(exit: AsyncExit): void {
    this.#exits.push(exit);
  }

  /** Adds a coroutine function to call when the stack is left; it is not told of errors. */
  pushAsyncCallback(callback: () => Yieldable<unknown>): void {
    this.#exits.push(function* () {
      yield* callback();
    });
  }

  /** Adds a plain function to call when the stack is left. */
  callback(callback: () => void): void {
    this.#exits.push(function* () {
      callback();
    });
  }

  /** Hands everything over to a new stack: leaving this one then leaves nothing. */
  popAll(): AsyncExitStack {
    const stack = emptyStack();
    stack.#exits = this.#exits;
    this.#exits = [];
    return stack;
  }

  /** Leaves everything now. */
  aclose(): CoroutineObject<void> {
    return new CoroutineObject(this.#close(), 'AsyncExitStack.aclose');
  }

  *#close(): Coroutine<void> {
    yield* this.aexit();
  }

  *aenter(): Coroutine<AsyncExitStack> {
    return this;
  }

  /** Leaves everything, the last one first; an exit that throws replaces the error for those below it. */
  *aexit(error?: unknown): Coroutine<boolean> {
    let pending: unknown = error;
    let isReplaced = false;
    for (let exit = this.#exits.pop(); exit !== undefined; exit = this.#exits.pop()) {
      try {
        if ((yield* exit(pending)) !== true) continue;
        pending = undefined;
        isReplaced = false;
      } catch (thrown) {
        pending = thrown; // CancelledError included: it is thrown on below
        isReplaced = true;
      }
    }
    if (isReplaced) throw pending as Error; // whatever it is, it was thrown before
    return pending !== error; // swallowed: anything else that came was thrown above
  }
}

/** Not in the class itself: bundlers rename a class that names itself, and its name shows in messages. */
function emptyStack(): AsyncExitStack {
  return new AsyncExitStack();
}
