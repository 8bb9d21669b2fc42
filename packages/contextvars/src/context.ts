/**
 * A context: the values of all variables, as one part of a program sees them; and which context is current.
 *
 * One record says which: `active.context`. Entering writes to it, leaving writes it back, and variables read it.
 *
 * See CPython 3.13 `Python/context.c`.
 */
import type { ContextVar } from './context-var.js';
import { KeyError, RuntimeError } from './errors.js';
import { EMPTY, entriesOf, lookup, MISSING, type Node } from './hamt.js';
import { repr } from './repr.js';

/**
 * The values of variables. A new one is empty; `copyContext()` and `copy()` take those there are, at no cost that
 * grows with their number.
 *
 * Read it like a map. It has no `set`: a variable is set by `variable.set(value)` while the context is entered, which
 * `run` does, and the loop does for each callback.
 *
 * @see CPython 3.13 `Python/context.c`, `PyContext_Type`
 */
export class Context {
  /** @internal All values; the map never changes, setting a variable puts another in its place. */
  _values: Node = EMPTY;
  /** @internal Whether it is current, or will be again when what it entered is left. */
  _entered = false;

  /** @throws {TypeError} it is given an argument */
  constructor() {
    if (arguments.length > 0) {
      throw new TypeError('Context() does not accept any arguments\n  Call copy() to copy one');
    }
  }

  /** How many variables have a value here; defaults do not count. */
  get size(): number {
    return this._values.size;
  }

  /**
   * Calls `fn` with this context as the current one, and leaves it again whatever happens.
   *
   * It is left when `fn` returns: a generator or a promise that `fn` returns goes on outside of it.
   *
   * @param fn - gets `args` and no `this`
   * @returns what `fn` returns
   * @throws {TypeError} `fn` is not a function
   * @throws {RuntimeError} this context is entered already
   * @throws whatever `fn` throws
   *
   * @see CPython 3.13 `Python/context.c`, `context_run`
   */
  run<Args extends unknown[], R>(fn: (...args: Args) => R, ...args: Args): R {
    if (typeof fn !== 'function') {
      throw new TypeError(`run() missing 1 required positional argument\n  Pass a function, got ${repr(fn)}`);
    }
    const previous = enterContext(this);
    try {
      return fn(...args);
    } finally {
      leaveContext(this, previous);
    }
  }

  /** A context of its own with the same values, not entered. Takes the same time whatever the number of variables. */
  copy(): Context {
    const copy = emptyContext();
    copy._values = this._values;
    return copy;
  }

  /**
   * The value of `variable` here; the variable's default does not count.
   *
   * @param fallback - returned when there is none; default `undefined`
   * @throws {TypeError} `variable` is not a ContextVar
   */
  get<T>(variable: ContextVar<T>): T | undefined;
  get<T, F>(variable: ContextVar<T>, fallback: F): T | F;
  get(variable: ContextVar<unknown>, fallback?: unknown): unknown {
    const value = find(this, variable);
    return value === MISSING ? fallback : value;
  }

  /**
   * The value of `variable` here, which must have one: Python's `context[variable]`.
   *
   * @throws {KeyError} it has none; the variable's default does not count
   * @throws {TypeError} `variable` is not a ContextVar
   */
  getItem<T>(variable: ContextVar<T>): T {
    const value = find(this, variable);
    if (value !== MISSING) return value as T; // only `variable.set` stores under this key
    throw new KeyError(`${String(variable)}\n  It has no value in this context; pass get() a fallback`);
  }

  /**
   * Whether `variable` has a value here; the variable's default does not count.
   *
   * @throws {TypeError} `variable` is not a ContextVar
   */
  has(variable: ContextVar<unknown>): boolean {
    return find(this, variable) !== MISSING;
  }

  /** The variables that have a value, as of now: setting one later does not disturb the iteration. */
  [Symbol.iterator](): Generator<ContextVar<unknown>, void, undefined> {
    return column(this.entries(), 0);
  }

  /** The same as iterating the context itself. */
  keys(): Generator<ContextVar<unknown>, void, undefined> {
    return column(this.entries(), 0);
  }

  /** The values, as of now. */
  values(): Generator<unknown, void, undefined> {
    return column(this.entries(), 1);
  }

  /** Each variable with its value, as of now. Python's `items()`. */
  entries(): Generator<[ContextVar<unknown>, unknown], void, undefined> {
    // Only variables are put in, though the map would take any key.
    return entriesOf(this._values) as Generator<[ContextVar<unknown>, unknown], void, undefined>;
  }

  /** One line such as `<Context [entered, variables:2]>`; `entered` only while it is. */
  toString(): string {
    return `<Context [${this._entered ? 'entered, ' : ''}variables:${this.size}]>`;
  }
}

/**
 * Which context is current, in this one place. There always is one: at the start, an empty one that nobody leaves.
 *
 * For the packages of this project; users call `copyContext()`.
 */
export const active: { context: Context } = { context: new Context() };

/**
 * Makes `context` the current one. Kept small enough to be inlined, for the loop does this around every callback:
 *
 *     const previous = enterContext(context);
 *     try { callback(); } finally { leaveContext(context, previous); }
 *
 * @returns the context that was current, for `leaveContext`
 * @throws {RuntimeError} it is entered already
 *
 * @see CPython 3.13 `Python/context.c`, `_PyContext_Enter`
 */
export function enterContext(context: Context): Context {
  if (context._entered) throw alreadyEntered(context);
  context._entered = true;
  const previous = active.context;
  active.context = context;
  return previous;
}

/**
 * Ends what `enterContext(context)` began. Unchecked: contexts must be left in the reverse order.
 *
 * @param previous - what `enterContext` returned
 *
 * @see CPython 3.13 `Python/context.c`, `_PyContext_Exit`
 */
export function leaveContext(context: Context, previous: Context): void {
  context._entered = false;
  active.context = previous;
}

/**
 * A copy of the current context. Takes the same time whatever the number of variables.
 *
 * @see CPython 3.13 `Python/context.c`, `PyContext_CopyCurrent`
 */
export function copyContext(): Context {
  const copy = new Context(); // what `copy()` does, in one function: each task and timer begins with it
  copy._values = active.context._values;
  return copy;
}

/** Not `new Context()` in the class itself: bundlers rename a class that names itself, and its name shows in messages. */
function emptyContext(): Context {
  return new Context();
}

function alreadyEntered(context: Context): RuntimeError {
  return new RuntimeError(
    `cannot enter context: ${String(context)} is already entered\n  Enter a copy() of it`,
  );
}

// Not a private method, which would cost every context a field.
function find(context: Context, variable: ContextVar<unknown>): unknown {
  // Not `instanceof`: context-var.ts needs this file when it is loaded, so this file cannot need that one.
  if (typeof (variable as ContextVar<unknown> | null | undefined)?._number === 'number') {
    return lookup(context._values, variable);
  }
  throw new TypeError(
    `a ContextVar key was expected, got ${repr(variable)}\n  Pass the variable, not its name`,
  );
}

function* column<Entry extends [unknown, unknown], Part extends 0 | 1>(
  entries: Iterable<Entry>,
  part: Part,
): Generator<Entry[Part], void, undefined> {
  for (const entry of entries) yield entry[part];
}
