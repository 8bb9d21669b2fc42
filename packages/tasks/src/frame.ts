/**
 * Frames: how a task runs nested coroutines without paying for their depth.
 *
 * Native `yield*` resumes through every generator of the chain. A frame runs its generator inline at first, so that
 * a call that never suspends costs nothing more. Once it suspends, the frames of the chain unwind onto their task's
 * stack, innermost first, and from then on the task resumes the innermost one directly:
 *
 *     first run, by delegation              suspended, on the task's stack      inner returned 7
 *
 *     task -> outer.gen                     task -> inner.gen                   task -> outer.gen.next(7)
 *               yield* inner.next()           |      yield* future                       yield* inner.next(7)
 *                 -> inner.gen              parent                                        -> { done, value: 7 }
 *                      yield* future          v
 *                                           outer.gen (in its yield*)
 *
 * Calls that are written by hand (`sleep`, `WaitCall`) have no generator to resume, and do not unwind: the frame below
 * them is resumed, and its `yield*` asks them. They stand on a stack only as what a task itself runs.
 *
 * So a settled frame answers the one call that its parent's `yield*` makes: it hands over what it is given.
 *
 * Whoever drives a coroutine by hand (`c.next()`) gets plain delegation: a frame takes part in an unwinding only if
 * the very step object it returned travels on, as native `yield*` guarantees. (An iterator written by hand that passes
 * step objects on unchanged counts as native delegation, too: it is not asked again before the call inside is over.)
 */
import { RuntimeError, ValueError } from '@asyncio-ts/contextvars';
import { describe } from '@asyncio-ts/loop/internal';

import type { AnyCoroutine, Coroutine, Suspension } from './awaitable.js';
import { generatorNext, generatorThrow, isGeneratorElsewhere, isNative } from './generator.js';

/** What a frame runs: a generator, or an iterator written by hand in its place. */
export interface Body<T> {
  next(value?: unknown): IteratorResult<Suspension, T>;
  throw(error: unknown): IteratorResult<Suspension, T>;
  return(value: T): IteratorResult<Suspension, T>;
}

/** Made and not awaited yet; awaited; settled, its result due to the parent; over. */
export const NEW = 0;
export const AWAITED = 1;
export const SETTLED = 2;
export const OVER = 3;

/** A call that can be suspended. (No private names in here: a class with private methods is slower to make.) */
export abstract class Frame<T> {
  /** @internal What it runs; absent in a call written by hand, which runs itself. */
  declare _body: Body<T> | undefined;
  /** @internal Is that a generator of this realm? Then it is resumed by `generatorNext`. */
  declare _isNative: boolean;
  /** @internal The frame that awaits this one, while both are on a task's stack. */
  declare _parent: Frame<unknown> | undefined;
  /** @internal */
  _state: typeof NEW | typeof AWAITED | typeof SETTLED | typeof OVER = NEW;

  /** @param body - `undefined` for a call written by hand: it has three fields less then */
  constructor(body: Body<T> | undefined) {
    if (body === undefined) return;
    this._body = body;
    this._isNative = isNative(body);
    this._parent = undefined;
  }

  /** @internal What the call is named in messages. */
  abstract get _name(): string;

  /** Awaits it: `yield* coroutine`. */
  [Symbol.iterator](): Coroutine<T> {
    this._await();
    return this as unknown as Coroutine<T>; // next, throw and return are all that `yield*` uses
  }

  /** @internal Somebody awaits it now, for the only time. */
  abstract _await(): void;

  /** @internal */
  next(value?: unknown): IteratorResult<Suspension, T> {
    if (this._state === SETTLED) {
      this._state = OVER;
      return { done: true, value: value as T };
    }
    try {
      // There is a body: a call written by hand has a `next` of its own. So in `throw`.
      const step = this._isNative ? generatorNext.call(this._body, value) : this._body!.next(value);
      if (step.done === true) this._state = OVER;
      else unwind(this, step);
      return step;
    } catch (error) {
      this._state = OVER;
      throw error;
    }
  }

  /** @internal */
  throw(error: unknown): IteratorResult<Suspension, T> {
    if (this._state === SETTLED) {
      this._state = OVER;
      throw error;
    }
    try {
      const step = this._isNative ? generatorThrow.call(this._body, error) : this._body!.throw(error);
      if (step.done === true) this._state = OVER;
      else unwind(this, step);
      return step;
    } catch (thrown) {
      this._state = OVER;
      throw thrown;
    }
  }

  /** @internal Closes it: what goes on as if it was not, a task that has it on its stack, gets an error. */
  return(value: T): IteratorResult<Suspension, T> {
    const body = this._body!; // a call written by hand closes itself
    try {
      const step = body.return(value);
      if (step.done === true) closeFrame(this, value);
      return step;
    } catch (error) {
      if (isRunning(body)) throw closedByItself(this);
      closeFrame(this, value);
      throw error; // CancelledError included
    }
  }
}

function closeFrame<T>(frame: Frame<T>, value: T): IteratorReturnResult<T> {
  const refuse = (): never => {
    throw awaitedTwice(frame);
  };
  frame._state = OVER;
  frame._isNative = false;
  frame._body = { next: refuse, throw: refuse, return: (returned) => ({ done: true, value: returned }) };
  return { done: true, value };
}

/** Asked after it threw: a generator that is over returns, one that is in the middle of a step throws again. */
function isRunning(body: Body<unknown>): boolean {
  try {
    body.return(undefined);
    return false;
  } catch {
    // CancelledError: the caller throws on what the first call threw.
    return true;
  }
}

function closedByItself(frame: Frame<unknown>): ValueError {
  return new ValueError(
    `coroutine already executing: ${describe(frame)}\n  It cannot close itself; return, or throw an error`,
  );
}

/** The chain that is unwinding right now: JavaScript has one thread, so there is at most one. */
const unwinding: {
  step: object | undefined;
  top: Frame<unknown> | undefined;
  bottom: Frame<unknown> | undefined;
} = { step: undefined, top: undefined, bottom: undefined };

function unwind(frame: Frame<unknown>, step: object): void {
  if (unwinding.step === step) {
    unwinding.bottom!._parent = frame; // set together with the step
  } else {
    unwinding.step = step;
    unwinding.top = frame;
  }
  unwinding.bottom = frame;
}

/** Did frames unwind with `step`? Not if the body that a task resumed suspended without a frame in between. */
export function hasUnwound(step: object): boolean {
  return unwinding.step === step;
}

/**
 * Takes the frames that unwound and puts them on top of `below`.
 *
 * @param below - the frame that was resumed; `undefined`: a raw generator, which is no frame
 * @returns the new top
 */
export function takeUnwound(below: Frame<unknown> | undefined): Frame<unknown> {
  const top = unwinding.top!; // set together with the step
  unwinding.bottom!._parent = below;
  unwinding.step = unwinding.top = unwinding.bottom = undefined;
  return top;
}

/** What is yielded for one turn: always the same object, so no frame may take it for the step of another suspension. */
export function stepForOneTurn(): IteratorResult<Suspension, never> {
  unwinding.step = undefined;
  return ONE_TURN;
}

const ONE_TURN: IteratorResult<Suspension, never> = Object.freeze({
  done: false,
  value: undefined as unknown as Suspension,
});

/** Somebody awaits a call that was awaited before. */
export function awaitedTwice(frame: Frame<unknown>): RuntimeError {
  const what =
    frame._state === AWAITED
      ? 'coroutine is being awaited already'
      : 'cannot reuse already awaited coroutine';
  return new RuntimeError(
    `${what}: ${describe(frame)}\n  Call the function again, or share a task: createTask(…)`,
  );
}

/**
 * Is it something that `createTask` takes: a coroutine object, or what a generator function returned?
 *
 * @see CPython 3.13 `Lib/asyncio/coroutines.py`, `iscoroutine`
 */
export function isCoroutine(value: unknown): value is AnyCoroutine {
  return isNative(value) || value instanceof Frame || isGeneratorElsewhere(value);
}

/**
 * A raw generator, marked once a task took it over: like a coroutine object, it is awaited once. A property, for a
 * WeakSet of a million entries makes every collection walk it; with a name, for the engine finds a symbol more slowly
 * in objects of many shapes, and each generator function has its own.
 */
interface Markable {
  _taken?: true;
}

/** Is it a coroutine that nobody has awaited yet? */
export function isFresh(value: unknown): boolean {
  if (isNative(value)) return (value as Markable)._taken !== true;
  if (value instanceof Frame) return value._state === NEW;
  return isGeneratorElsewhere(value) && (value as Markable)._taken !== true;
}

/**
 * A task takes a coroutine over, to run it.
 *
 * @param isOfThisRealm - `isNative(coroutine)`
 * @returns its frame; `undefined` for a raw generator, which needs none at the bottom of a stack
 * @throws {RuntimeError} it was awaited before
 */
export function takeOver(coroutine: AnyCoroutine, isOfThisRealm: boolean): Frame<unknown> | undefined {
  if (!isOfThisRealm && coroutine instanceof Frame) {
    coroutine._await();
    return coroutine;
  }
  const generator = coroutine as Markable;
  if (generator._taken === true) {
    throw new RuntimeError(
      `cannot reuse already awaited coroutine: ${describe(coroutine)}\n  Call the function again`,
    );
  }
  generator._taken = true;
  return undefined;
}
