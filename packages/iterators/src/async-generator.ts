/**
 * Async generators: Python's `async def` with a `yield` in it.
 *
 *               anext()               emit
 *   created  ------------>  running  ------>  suspended
 *                            |  ^                 |
 *                            |  |     anext()     |
 *                            |  +-----------------+
 *                            |
 *                            +------>  finished      the body returned or threw
 *
 * The body runs inside the call of `anext()` and its like, on the task that awaits that call: what it waits for is
 * passed on, what it emits is the call's result. call.ts has these calls.
 *
 * After CPython 3.13 `Objects/genobject.c`.
 */
import {
  CoroutineObject,
  type EventLoop,
  getRunningLoop,
  isCoroutine,
  RuntimeError,
} from '@asyncio-ts/tasks';
import { current, describe, loopState, showInConsole } from '@asyncio-ts/tasks/internal';

import type { AsyncCursor, AsyncIterableLike } from './async-iterable.js';
import { Advance, Close, type Method, type Step } from './call.js';
import { driving, EmitBody, type EmittedBy, type Emits, type MaybeEmission } from './emit.js';
import { StopAsyncIteration } from './errors.js';
import { NativeIterator } from './native-iterator.js';

/**
 * A call of an async generator function. It runs nothing until it is iterated: with `asyncFor` or `iterate` in a
 * coroutine, with `for await` in an `async` function, or by hand with its methods.
 *
 * Every loop of this package closes it when it ends early. One that was iterated by hand and not to its end is closed
 * when the loop ends that it ran on.
 *
 * @see CPython 3.13, the asynchronous generator objects of `Objects/genobject.c`
 */
export class AsyncGeneratorObject<T> implements AsyncCursor<T>, AsyncIterableLike<T>, AsyncIterable<T> {
  /** The name of the function that made it. */
  readonly name: string;
  readonly #body: Emits<unknown>;
  #state: 'created' | 'running' | 'suspended' | 'finished' = 'created';
  /** Was `aclose()` called? A body that goes on all the same is not asked twice. */
  #closed = false;
  /** Where it stands, while it is suspended. */
  #emission: EmitBody | undefined = undefined;
  /** The loop that closes it at its end. */
  #loop: EventLoop | undefined = undefined;

  /** Only functions that `asyncGenerator` made make them. */
  constructor(body: Emits<unknown>, name: string) {
    this.#body = body;
    this.name = name;
  }

  /** Itself: it is its own cursor. */
  aiter(): this {
    return this;
  }

  /**
   * Goes on to the next `emit`.
   *
   * @returns the item; `{ done: true }` when the body has returned
   * @suspends when the body does
   * @throws what the body throws
   * @throws {RuntimeError} another call is under way
   */
  anext(): CoroutineObject<IteratorResult<T, undefined>> {
    return this.asend(undefined);
  }

  /**
   * The same; `emit` returns `value` in the body.
   *
   * @param value - for `emit` to return
   * @returns the item; `{ done: true }` when the body has returned
   * @suspends when the body does
   * @throws what the body throws
   * @throws {RuntimeError} another call is under way
   * @throws {TypeError} the body has not reached an `emit` yet, and `value` is not `undefined`
   */
  asend(value: unknown): CoroutineObject<IteratorResult<T, undefined>> {
    return new CoroutineObject(new Advance(this, 'anext', value), `${this.name}.anext`);
  }

  /**
   * The same; `emit` throws `error` in the body. Does nothing to a generator that is finished.
   *
   * @param error - for `emit` to throw
   * @returns the item, if the body caught `error`; `{ done: true }` when the body has returned
   * @suspends when the body does
   * @throws what the body throws: `error`, unless it caught that
   * @throws {RuntimeError} another call is under way
   */
  athrow(error: unknown): CoroutineObject<IteratorResult<T, undefined>> {
    return new CoroutineObject(new Advance(this, 'athrow', error), `${this.name}.athrow`);
  }

  /**
   * Ends it: `emit` throws a `GeneratorExit` in the body, so that its `finally` blocks run; they may suspend. Does
   * nothing to a generator that is finished.
   *
   * @suspends when the body does
   * @throws what the body throws instead
   * @throws {RuntimeError} another call is under way; or the body emits instead of ending
   */
  aclose(): CoroutineObject<void> {
    return new CoroutineObject(new Close(this), `${this.name}.aclose`);
  }

  /**
   * For `for await`, in an `async` function: runs the body on the running loop, an item at a time.
   *
   * @throws {RuntimeError} no loop is running
   */
  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    return new NativeIterator(this, getRunningLoop());
  }

  /** @internal */
  _begin(method: Method, sent: unknown): Step<T> | undefined {
    if (this.#state === 'running') {
      throw new RuntimeError(
        `${method}(): asynchronous generator is already running\n  One call at a time: await the one under way`,
      );
    }
    if (this.#state === 'finished' || (this.#closed && method !== 'anext')) return ENDED;
    if (this.#emission !== undefined) this.#emission.sent = sent;
    else if (sent !== undefined) throw sentTooEarly(sent);
    if (this.#state === 'created') this.#register();
    if (method === 'aclose') this.#closed = true;
    this.#state = 'running';
    return undefined;
  }

  /** @internal */
  _next(): Step<T> {
    return this.#step('next', undefined);
  }

  /** @internal */
  _throw(error: unknown): Step<T> {
    return this.#step('throw', error);
  }

  #step(how: 'next' | 'throw', error: unknown): Step<T> {
    const { generator, task } = driving;
    driving.generator = this;
    driving.task = current.task;
    try {
      return this.#toStep(how === 'next' ? this.#body.next() : this.#body.throw(error));
    } catch (thrown) {
      this.#finish();
      if (!(thrown instanceof StopAsyncIteration)) throw thrown; // CancelledError included
      throw new RuntimeError('async generator raised StopAsyncIteration\n  Return to end it', {
        cause: thrown,
      });
    } finally {
      driving.generator = generator;
      driving.task = task;
    }
  }

  #toStep(step: IteratorResult<MaybeEmission<unknown>, void>): Step<T> {
    if (step.done === true) {
      this.#finish();
      return ENDED;
    }
    const emission: unknown = step.value;
    if (emission instanceof EmitBody) {
      // Its value is a T: emit() has the type for that, see Emits.
      this.#state = 'suspended';
      this.#emission = emission;
      return { done: true, value: { done: false, value: emission.value as T } };
    }
    // A new object: with the very step that came up, the frames below would unwind onto the task's stack, and what
    // they emit would reach the task instead of this generator.
    return { done: false, value: step.value };
  }

  /** Only a task's loop is known to end: who drives coroutines by hand closes by hand. */
  #register(): void {
    this.#loop = current.task?.getLoop();
    if (this.#loop !== undefined) loopState(this.#loop).asyncGenerators.add(this);
  }

  #finish(): void {
    this.#state = 'finished';
    this.#emission = undefined;
    if (this.#loop !== undefined) loopState(this.#loop).asyncGenerators.delete(this);
  }

  /** One line, such as `<async_generator rows() suspended>`. */
  toString(): string {
    return `<async_generator ${this.name}() ${this.#state}>`;
  }

  static {
    showInConsole(this);
  }
}

const ENDED: Step<never> = { done: true, value: { done: true, value: undefined } };

function sentTooEarly(sent: unknown): TypeError {
  const hint = 'There is no emit() yet to return it: call anext() first';
  return new TypeError(
    `can't send non-None value to a just-started async generator: ${describe(sent)}\n  ${hint}`,
  );
}

/** A function that makes async generators. */
export type AsyncGeneratorFunction<This, Args extends unknown[], T> = (
  this: This,
  ...args: Args
) => AsyncGeneratorObject<T>;

/**
 * Makes an async generator function of a generator function: Python's `async def` with a `yield` in it.
 *
 *     const pages = asyncGenerator(function* pages(url: string): Emits<Page> {
 *       for (let next = url; next !== ''; ) {
 *         const page = yield* fetchPage(next);
 *         yield* emit(page);
 *         next = page.next;
 *       }
 *     });
 *
 * Calling it runs nothing. Annotate the body with `Emits<T>`, or the items are `unknown`: TypeScript infers them only
 * when the body awaits nothing but `emit`.
 *
 * @param body - a generator function; `this` and the arguments of a call are handed on to it
 * @returns a function with the name and the parameters of `body`; what that returns can be iterated
 * @suspends never
 * @throws {TypeError} `body` is not a function; or, when called, did not return a generator
 * @see Python reference, "Asynchronous generator functions"
 */
export function asyncGenerator<This, Args extends unknown[], Y extends MaybeEmission<unknown>>(
  body: (this: This, ...args: Args) => Generator<Y, void, void>,
): AsyncGeneratorFunction<This, Args, [EmittedBy<Y>] extends [never] ? unknown : EmittedBy<Y>> {
  if (typeof body !== 'function') throw notAGeneratorFunction(body, body);
  const name = body.name || '(anonymous)';
  function call(this: This, ...args: Args): AsyncGeneratorObject<never> {
    const generator = body.apply(this, args);
    if (!isCoroutine(generator) || generator instanceof CoroutineObject)
      throw notAGeneratorFunction(body, generator);
    return new AsyncGeneratorObject(generator, name);
  }
  Object.defineProperty(call, 'name', { value: name });
  return call;
}

function notAGeneratorFunction(body: unknown, returned: unknown): TypeError {
  const got = body === returned ? describe(body) : `${describe(body)}, which returned ${describe(returned)}`;
  return new TypeError(
    `asyncGenerator() needs a generator function, got ${got}\n  Write it as asyncGenerator(function* name() { … })`,
  );
}
