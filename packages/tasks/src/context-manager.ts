/** `async with`: entering and leaving a context manager around a body. */
import { describe } from '@asyncio-ts/loop/internal';

import type { Coroutine, Yieldable } from './awaitable.js';
import { checkBody } from './body.js';
import { CoroutineObject } from './coroutine.js';
import { GeneratorExit } from './errors.js';

/**
 * Something that is entered before a body runs and left after it, whatever happens: Python's `__aenter__` and
 * `__aexit__`.
 */
export interface AsyncContextManager<T> {
  /** Enters; what it returns is given to the body. */
  aenter(): Yieldable<T>;
  /**
   * Leaves.
   *
   * @param error - what the body threw; `undefined` when it returned
   * @returns true to swallow the error; anything else lets it pass
   */
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a generator without `return` is of this type
  aexit(error?: unknown): Yieldable<boolean | undefined | void>;
}

/** A manager that lets every error pass: leaving it never returns true. */
export interface PassingContextManager<T> extends AsyncContextManager<T> {
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a generator without `return` is of this type
  aexit(error?: unknown): Yieldable<false | undefined | void>;
}

/**
 * Runs `body` between entering and leaving `manager`: Python's `async with manager as value: …`.
 *
 *     yield* withAsync(lock, function* () { … });
 *
 * @returns what `body` returns; `undefined` if it threw and the manager swallowed the error
 * @suspends when the manager or the body does
 * @throws {TypeError} `body` is not a function, or does not make a coroutine
 * @see Python reference, "The async with statement"
 */
export function withAsync<V, T>(
  manager: PassingContextManager<V>,
  body: (value: V) => Yieldable<T>,
): CoroutineObject<T>;
export function withAsync<V, T>(
  manager: AsyncContextManager<V>,
  body: (value: V) => Yieldable<T>,
): CoroutineObject<T | undefined>;
export function withAsync<V, T>(
  manager: AsyncContextManager<V>,
  body: (value: V) => Yieldable<T>,
): CoroutineObject<T | undefined> {
  return new CoroutineObject(enterAndLeave(manager, checkBody('withAsync', body)), 'withAsync');
}

/** The same without an object around it, for packages that make their own. */
export function* enterAndLeave<V, T>(
  manager: AsyncContextManager<V>,
  body: (value: V) => Yieldable<T>,
): Coroutine<T | undefined> {
  checkManager(manager);
  const value = yield* manager.aenter();
  let left = false;
  let returned = false;
  try {
    const result = yield* body(value);
    returned = true;
    return result;
  } catch (thrown) {
    left = true;
    // CancelledError included: the manager decides, as in Python. `throw undefined` must not look like a return.
    const error = thrown ?? new TypeError(`${String(thrown)} was thrown; throw an Error instead`);
    if ((yield* manager.aexit(error)) !== true) throw thrown;
    return undefined;
  } finally {
    // Not left yet: the body returned, or the coroutine was closed while it was suspended in it.
    if (!left) yield* manager.aexit(returned ? undefined : new GeneratorExit('the coroutine was closed'));
  }
}

/** Both methods are looked for before the first is called, as in Python: what is entered can be left. */
export function checkManager(manager: unknown): void {
  const { aenter, aexit } = (manager ?? {}) as Partial<AsyncContextManager<unknown>>;
  if (typeof aenter === 'function' && typeof aexit === 'function') return;
  const hint = 'It needs two methods that make coroutines, aenter() and aexit(error)';
  throw new TypeError(
    `${describe(manager)} does not support the asynchronous context manager protocol\n  ${hint}`,
  );
}
