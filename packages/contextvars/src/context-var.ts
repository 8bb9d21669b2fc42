/**
 * A variable with a value of its own in each context.
 *
 * See CPython 3.13 `Python/context.c`.
 */
import { active } from './context.js';
import { contextvarsCopy, outermost, refuseOtherCopy } from './copies.js';
import { LookupError, RuntimeError, ValueError } from './errors.js';
import { lookup, MISSING, update } from './hamt.js';
import { repr } from './repr.js';
import { Token } from './token.js';

/** What a variable can be given when it is made. */
export interface ContextVarOptions<T> {
  /** What `get()` returns in contexts where the variable was not set. `undefined` counts, if it is given. */
  readonly default?: T;
}

let count = 0;

/**
 * A variable with a value of its own in each context.
 *
 * Make variables once, at the top of a module: a context holds on to each that was set in it.
 *
 * @see CPython 3.13 `Python/context.c`, `PyContextVar_Type`
 */
export class ContextVar<T> {
  readonly #name: string;
  readonly #default: T | typeof MISSING;
  /** @internal Its place in the map of a context: the low 32 bits decide, which last for 4 billion variables. */
  readonly _number: number = count++;

  /**
   * @param name - for people to read; two variables with the same name are still two
   * @param options - `default`: what `get()` returns where the variable was not set
   * @throws {TypeError} `name` is not a string
   */
  constructor(name: string, options: ContextVarOptions<T> = {}) {
    if (typeof name !== 'string') {
      throw new TypeError(`context variable name must be a str\n  Pass a string, got ${repr(name)}`);
    }
    this.#name = name;
    // The types cannot say "present": a given `undefined` is a default too.
    this.#default = 'default' in options ? options.default : MISSING;
  }

  /** The name it was given. Read-only. */
  get name(): string {
    return this.#name;
  }

  /**
   * The value in the current context; failing that, `fallback`; failing that, the variable's default.
   *
   * @param fallback - goes before the variable's default; `undefined` counts, if it is given
   * @throws {LookupError} there is none of the three
   *
   * @see CPython 3.13 `Python/context.c`, `PyContextVar_Get`
   */
  get(): T;
  get<F>(fallback: F): T | F;
  get(fallback?: unknown): unknown {
    const value = lookup(active.context._values, this);
    if (value !== MISSING) return value;
    if (arguments.length > 0) return fallback;
    if (this.#default !== MISSING) return this.#default;
    throw new LookupError(
      `${String(this)}\n  It has no value in this context; set() it, pass get() a fallback, or give it a default`,
    );
  }

  /**
   * Gives the variable a value in the current context, and in no other.
   *
   * @returns the way back: hand it to `reset`, or write `using token = variable.set(value)`
   * @throws {RuntimeError} it belongs to another copy of this package than the loop that calls this
   *
   * @see CPython 3.13 `Python/context.c`, `PyContextVar_Set`
   */
  set(value: T): Token<T> {
    const context = active.context;
    if (context === outermost) refuseOtherCopy(contextvarsCopy);
    const values = context._values;
    context._values = update(values, this, value);
    // Only this method stores under this key.
    return Token._create(this, lookup(values, this) as T | typeof MISSING, context);
  }

  /**
   * Undoes a `set`: back to the value before it, or to none.
   *
   * @param token - what that `set` returned, in the same context
   * @throws {TypeError} `token` is not a token
   * @throws {RuntimeError} it was used before
   * @throws {ValueError} another variable made it, or this one in another context
   *
   * @see CPython 3.13 `Python/context.c`, `PyContextVar_Reset`
   */
  reset(token: Token<T>): void {
    const context = active.context;
    if (!(token instanceof Token)) {
      throw new TypeError(`expected an instance of Token, got ${repr(token)}\n  Pass what set() returned`);
    }
    if (token._context === undefined) {
      throw new RuntimeError(`${String(token)} has already been used once\n  It undoes one set(), once`);
    }
    if (token.var !== this) {
      throw new ValueError(
        `${String(token)} was created by a different ContextVar\n  Call token.var.reset(token)`,
      );
    }
    if (token._context !== context) {
      throw new ValueError(
        `${String(token)} was created in a different Context\n  Call reset() where set() was called`,
      );
    }
    token._context = undefined;
    context._values = update(context._values, this, token.oldValue); // MISSING takes the variable out
  }

  /** One line such as `<ContextVar name='user' default='nobody'>`. */
  toString(): string {
    const fallback = this.#default === MISSING ? '' : ` default=${repr(this.#default)}`;
    return `<ContextVar name=${repr(this.#name)}${fallback}>`;
  }
}
