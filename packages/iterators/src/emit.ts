/**
 * `emit`: how the body of an async generator hands a value to whoever iterates it.
 *
 * An emission goes up like any suspension, until the nearest async generator below takes it out: what its body awaits
 * with `yield*` may emit as well, so that it works inside `withAsync`, `asyncFor` and helpers. (Python's `yield` stands
 * in the body itself; there is no `async with` between them that is a call.)
 */
import { CoroutineObject, RuntimeError, type Suspension, type Task } from '@asyncio-ts/tasks';
import { type Body, current } from '@asyncio-ts/tasks/internal';

declare const emits: unique symbol;

/** What `emit` hands up: a suspension with a value in it. */
export interface Emission<T> extends Omit<Suspension, 'plain'> {
  /** The type of the value; there is nothing at run time. */
  readonly [emits]: readonly [T];
}

/** What the body of an async generator of `T` hands up. */
export interface MaybeEmission<T> extends Suspension {
  /** The type of the value, where it is one of `emit`; there is nothing at run time. */
  readonly [emits]?: readonly [T];
}

/**
 * The type to annotate the body of an async generator with: `function* ticks(): Emits<number> { … }`. It makes sure
 * that every `emit` in the body itself fits.
 */
export type Emits<T> = Generator<MaybeEmission<T>, void, void>;

/** The values in what a body hands up: `never` if its type does not tell. */
export type EmittedBy<Y> = Y extends { readonly [emits]?: readonly [infer T] } ? T : never;

/** A call of `emit`. */
export interface EmitCall<T> extends CoroutineObject<unknown> {
  /** What `yield*` runs: it hands the value up, and returns what `asend` sent. */
  [Symbol.iterator](): Generator<Emission<T>, unknown, void>;
}

/** The async generator whose body runs now, and the task it runs for: an eager task that it starts is not in its body. */
export const driving: { generator: object | undefined; task: Task<unknown> | undefined } = {
  generator: undefined,
  task: undefined,
};

/** The body of an `emit` call, and the suspension that it hands up. */
export class EmitBody implements Body<unknown> {
  readonly value: unknown;
  /** What `asend` sent, for `emit` to return. Kept here, for frames in between pass no values down. */
  sent: unknown = undefined;
  #handedUp = false;

  constructor(value: unknown) {
    this.value = value;
  }

  next(): IteratorResult<Suspension, unknown> {
    if (this.#handedUp) return { done: true, value: this.sent };
    if (driving.generator === undefined || driving.task !== current.task) throw emittedOutside();
    this.#handedUp = true;
    // Goes up as a suspension does, but never to a task: the generator takes it out.
    return { done: false, value: this as unknown as Suspension };
  }

  throw(error: unknown): never {
    throw error;
  }

  return(value: unknown): IteratorResult<Suspension, unknown> {
    return { done: true, value };
  }
}

/**
 * Hands `value` to whoever iterates the async generator, and waits until the next one is wanted: Python's `yield`.
 *
 *     const ticks = asyncGenerator(function* ticks(): Emits<number> {
 *       for (let n = 0; ; n++) {
 *         yield* emit(n);
 *         yield* sleep(1);
 *       }
 *     });
 *
 * @returns what `asend` sent; `undefined` after `anext`
 * @suspends always
 * @throws {GeneratorExit} the generator is being closed: let it pass, as a `CancelledError`
 * @throws what `athrow` threw in
 * @throws {RuntimeError} no async generator is running this
 */
export function emit<T>(value: T): EmitCall<T> {
  return new CoroutineObject(new EmitBody(value), 'emit') as unknown as EmitCall<T>; // T is a type only
}

function emittedOutside(): RuntimeError {
  const hint =
    'Await it in the body of asyncGenerator(function* () { … }), or in what that awaits with yield*';
  return new RuntimeError(`'emit' outside async generator\n  ${hint}; a task of its own is outside`);
}
