/**
 * Coroutine objects: what calling a `coroutine()` function makes. They run nothing until they are awaited, can be
 * awaited in three ways (`yield*`, `await`, `createTask`), know their name, and can be closed.
 */
import { RuntimeError } from '@asyncio-ts/contextvars';
import {
  coroutineFunctions,
  debugging,
  describe,
  isCoroutineFunction as makesCoroutines,
  showInConsole,
} from '@asyncio-ts/loop/internal';

import type { AnyCoroutine, Coroutine, Suspension } from './awaitable.js';
import { createTask } from './create-task.js';
import { AWAITED, awaitedTwice, type Body, Frame, NEW } from './frame.js';
import { generators, isGenerator } from './generator.js';
import { unwatchCoroutine, watchCoroutine } from './never-awaited.js';

/**
 * A call of a coroutine function that was made but not awaited yet, or is running, or is over.
 *
 * @see CPython 3.13, the coroutine objects of `Objects/genobject.c`
 */
export class CoroutineObject<T> extends Frame<T> implements PromiseLike<T> {
  /** @internal Absent in a call written by hand, which has a `_name` of its own. */
  declare _label: string;

  /**
   * @param body - a generator
   * @param name - what it is called in messages
   */
  constructor(body: Coroutine<T>, name: string);
  /** @internal */ // eslint-disable-next-line @typescript-eslint/unified-signatures -- users see the first one only
  constructor(body: Body<T> | undefined, name: string);
  constructor(body: Body<T> | undefined, name: string) {
    super(body);
    if (body !== undefined) this._label = name;
    if (debugging.loops > 0) watchCoroutine(this, name);
  }

  /** @internal */
  override get _name(): string {
    return this._label;
  }

  /** The name of the function that made it. */
  get name(): string {
    return this._name;
  }

  /** @internal */
  override _await(): void {
    if (this._state !== NEW) throw awaitedTwice(this); // all here, for a call of `super` is not inlined
    this._state = AWAITED;
    unwatchCoroutine(this);
  }

  /**
   * Awaits it from an `async` function: makes a task of it, on the running loop.
   *
   * @throws {RuntimeError} no event loop is running
   */
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return createTask(this).then(onFulfilled, onRejected);
  }

  /**
   * Ends it for good: a suspended one runs its `finally` blocks, one that never started runs nothing. Closing twice
   * does nothing.
   *
   * @suspends never
   * @throws {RuntimeError} a `finally` block wants to suspend
   * @see CPython 3.13 `Objects/genobject.c`, `gen_close`
   */
  close(): void {
    unwatchCoroutine(this);
    if (this.return(undefined as T).done !== true) {
      throw new RuntimeError(
        `coroutine ignored GeneratorExit: ${this.toString()}\n  A finally block awaited something while it was closed; cancel its task instead`,
      );
    }
  }

  /** One line, such as `<coroutine fetchAll() awaited>`. */
  override toString(): string {
    const states = ['created', 'awaited', 'finished', 'finished'] as const;
    return `<coroutine ${this.name}() ${states[this._state]}>`;
  }

  static {
    showInConsole(this);
  }
}

/** A function that makes coroutine objects. */
export type CoroutineFunction<This, Args extends unknown[], T> = (
  this: This,
  ...args: Args
) => CoroutineObject<T>;

/**
 * Makes a coroutine function of a generator function: Python's `async def`.
 *
 *     const fetchPage = coroutine(function* fetchPage(url: string) {
 *       const response = yield* fromPromise(fetch(url));
 *       return yield* fromPromise(response.text());
 *     });
 *
 * Calling it runs nothing. Await the result with `yield*` in a coroutine, with `await` in an `async` function, or give
 * it to `createTask`. Its name is that of the generator function, so give that one a name.
 *
 * @throws {TypeError} `body` is not a function; or, when called, did not return a generator
 */
export function coroutine<This, Args extends unknown[], T>(
  body: (this: This, ...args: Args) => Generator<Suspension, T, void>,
): CoroutineFunction<This, Args, T> {
  if (typeof body !== 'function') throw notAGeneratorFunction(body, body);
  const name = body.name || '(anonymous)';
  const isTrusted = Object.getPrototypeOf(body) === generatorFunctions; // what it returns needs no look
  function call(this: This, ...args: Args): CoroutineObject<T> {
    const generator = body.apply(this, args);
    if (!isTrusted && !isGenerator(generator)) throw notAGeneratorFunction(body, generator);
    return new CoroutineObject<T>(generator, name);
  }
  Object.defineProperty(call, 'name', { value: name });
  coroutineFunctions.add(call);
  return call;
}

const generatorFunctions: unknown = Object.getPrototypeOf(generators); // %GeneratorFunction.prototype%

function notAGeneratorFunction(body: unknown, returned: unknown): TypeError {
  const got = body === returned ? describe(body) : `${describe(body)}, which returned ${describe(returned)}`;
  return new TypeError(
    `coroutine() needs a generator function, got ${got}\n  Write it as coroutine(function* name() { … })`,
  );
}

/**
 * Is it a function that makes coroutines: made by `coroutine()`, or a `function*`?
 *
 * @see CPython 3.13 `Lib/asyncio/coroutines.py`, `iscoroutinefunction`
 */
export function isCoroutineFunction(value: unknown): value is (...args: never[]) => AnyCoroutine {
  return makesCoroutines(value);
}
