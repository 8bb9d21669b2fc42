/**
 * The calls that run an async generator's body for a while: `anext`, `asend` and `athrow`, and `aclose`. Each is the
 * body of a coroutine object, written by hand, for it takes the generator's steps one by one.
 */
import { GeneratorExit, RuntimeError, type Suspension } from '@asyncio-ts/tasks';
import type { Body } from '@asyncio-ts/tasks/internal';

/** A step of a generator's body: it suspended; or it is done for now, with the item that it emitted, or for good. */
export type Step<T> = IteratorResult<Suspension, IteratorResult<T, undefined>>;

/** The method that was called; `asend` counts as `anext`. */
export type Method = 'anext' | 'athrow' | 'aclose';

/** What a call needs of its generator. */
export interface Steppable<T> {
  /** The call begins. Returns its result if there is nothing to run. */
  _begin(method: Method, sent: unknown): Step<T> | undefined;
  /** Resumes the body. */
  _next(): Step<T>;
  /** Throws into the body. */
  _throw(error: unknown): Step<T>;
}

/** Goes on to the next emission: `anext`, and with something to throw first, `athrow`. */
export class Advance<T> implements Body<IteratorResult<T, undefined>> {
  readonly #generator: Steppable<T>;
  readonly #method: Method;
  /** What `asend` sends, or the others throw. */
  readonly #given: unknown;
  /** Is the body suspended in this very call? */
  #underWay = false;

  constructor(generator: Steppable<T>, method: Method, given: unknown) {
    this.#generator = generator;
    this.#method = method;
    this.#given = given;
  }

  next(): Step<T> {
    const resumes = this.#underWay;
    this.#underWay = false; // if this throws, too
    const step = resumes ? this.#generator._next() : this.#begin();
    this.#underWay = step.done !== true;
    return step;
  }

  #begin(): Step<T> {
    const generator = this.#generator;
    if (this.#method === 'anext') return generator._begin('anext', this.#given) ?? generator._next();
    return generator._begin(this.#method, undefined) ?? generator._throw(this.#given);
  }

  throw(error: unknown): Step<T> {
    if (!this.#underWay) throw error; // cancelled before it began: the generator is as it was
    this.#underWay = false;
    const step = this.#generator._throw(error);
    this.#underWay = step.done !== true;
    return step;
  }

  /** The call's coroutine is closed. If the body is suspended in it, that is the end of the generator, too. */
  return(value: IteratorResult<T, undefined>): Step<T> {
    if (!this.#underWay) return { done: true, value };
    try {
      const step = this.throw(new GeneratorExit('the coroutine was closed'));
      const emitted = step.done === true && step.value.done !== true;
      return emitted ? { done: false, value: IGNORED } : step;
    } catch (error) {
      if (error instanceof GeneratorExit) return { done: true, value };
      throw error; // CancelledError included
    }
  }
}

/** Tells `close()` of a coroutine that the body went on instead of ending. Nobody looks at it, so it is nothing. */
const IGNORED = undefined as unknown as Suspension;

/** Throws a `GeneratorExit` into the body, which must end now: `aclose`. */
export class Close<T> implements Body<void> {
  readonly #advance: Advance<T>;

  constructor(generator: Steppable<T>) {
    this.#advance = new Advance(generator, 'aclose', new GeneratorExit('the async generator was closed'));
  }

  next(): IteratorResult<Suspension, void> {
    try {
      return toClosed(this.#advance.next());
    } catch (error) {
      return swallowExit(error); // throws on all else, CancelledError included
    }
  }

  throw(error: unknown): IteratorResult<Suspension, void> {
    try {
      return toClosed(this.#advance.throw(error));
    } catch (thrown) {
      return swallowExit(thrown); // throws on all else, CancelledError included
    }
  }

  return(): IteratorResult<Suspension, void> {
    const step = this.#advance.return({ done: true, value: undefined });
    return step.done === true ? CLOSED : step;
  }
}

const CLOSED: IteratorReturnResult<void> = { done: true, value: undefined };

function toClosed<T>(step: Step<T>): IteratorResult<Suspension, void> {
  if (step.done !== true) return step;
  if (step.value.done === true) return CLOSED;
  throw new RuntimeError(
    'async generator ignored GeneratorExit\n  Let a GeneratorExit pass, and emit nothing in a finally block',
  );
}

function swallowExit(error: unknown): IteratorReturnResult<void> {
  if (error instanceof GeneratorExit) return CLOSED;
  throw error;
}
