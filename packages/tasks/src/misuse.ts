/** What is told to somebody who gives a task the wrong thing, or yields it. */
import { Context, RuntimeError } from '@asyncio-ts/contextvars';
import { describe } from '@asyncio-ts/loop/internal';

import { Frame } from './frame.js';
import { isPromiseLike } from './from-promise.js';
import { Future } from './future.js';
import { isGenerator } from './generator.js';
import { errorIfForeign } from './version-mark.js';

/** @throws {TypeError} `context` is no Context */
export function checkContext(context: unknown): Context {
  if (context instanceof Context) return context;
  throw new TypeError(`a Context was expected, got ${describe(context)}\n  Make one with copyContext()`);
}

/** `value` was given to a task to run, and is no coroutine. */
export function notACoroutine(value: unknown): TypeError {
  return new TypeError(`a coroutine was expected, got ${describe(value)}${hintFor(value)}`);
}

function hintFor(value: unknown): string {
  if (typeof value === 'function') return `\n  Call it first: createTask(${value.name || 'f'}())`;
  if (value instanceof Future) return '\n  A future needs no task: await it as it is';
  if (isPromiseLike(value))
    return '\n  A promise is under way already: await fromPromise(promise), or give it to ensureFuture()';
  return '';
}

/**
 * `yield*` of an array, a string or a map: their iterators have no `throw`, so the engine throws a TypeError about that
 * where a misuse should have been thrown, which says more.
 */
export function tellApart(thrownIn: unknown, error: unknown): unknown {
  const hides =
    thrownIn instanceof RuntimeError && error instanceof TypeError && /\bthrow\b/.test(error.message);
  return hides ? thrownIn : error;
}

/** `yielded` came up where a future should have: it was not awaited with `yield*`, or is of another copy of this package. */
export function badYield(task: object, yielded: unknown): RuntimeError {
  const foreign = errorIfForeign(yielded);
  if (foreign !== undefined) return foreign;
  if (yielded instanceof Future || yielded instanceof Frame || isGenerator(yielded)) {
    return new RuntimeError(
      `yield was used instead of yield* in task ${describe(task)} with ${describe(yielded)}\n  Write yield* before what you await`,
    );
  }
  const hint = isPromiseLike(yielded)
    ? 'Await a promise with yield* fromPromise(promise)'
    : 'A coroutine may only await, with yield*';
  return new RuntimeError(`Task got bad yield: ${describe(yielded)}\n  ${hint}`);
}
