/** What `ContextVar.set` returns: the way back to the value before. */
import type { ContextVar } from './context-var.js';
import type { Context } from './context.js';
import { dispose } from './dispose.js';
import { RuntimeError } from './errors.js';
import { MISSING } from './hamt.js';

// Not exported, so nobody but this file can call the constructor.
const PASS = Symbol();

/**
 * Undoes one `set` of a variable: hand it to `ContextVar.reset`, or let the end of a block do that,
 * `using token = variable.set(value)`.
 *
 * A token works once, on its own variable, in the context it was made in. Only `ContextVar.set` makes tokens.
 *
 * @throws {RuntimeError} it is constructed by anyone else
 *
 * @see CPython 3.14 `Python/context.c`, `PyContextToken_Type`
 */
export class Token<T> implements Disposable {
  /** The `oldValue` of a token whose variable had no value in its context. */
  static readonly MISSING: typeof MISSING = MISSING;

  /** The variable that was set. */
  readonly var: ContextVar<T>;
  /** The value before, or `Token.MISSING`; a variable's default counts as missing. */
  readonly oldValue: T | typeof Token.MISSING;
  /** @internal Where the variable was set; `undefined` once used, so that a token kept for long holds no context. */
  _context: Context | undefined;

  /**
   * Resets the variable, for `using token = variable.set(value)`.
   *
   * @throws what `ContextVar.reset` throws: a token that was reset by hand cannot be disposed of as well
   *
   * @see CPython 3.14 `Python/context.c`, `token_exit`
   */
  declare [Symbol.dispose]: () => void;

  static {
    // A plain method `[dispose]() {}` needs more than `isolatedDeclarations` can see.
    this.prototype[dispose] = function (): void {
      this.var.reset(this);
    };
  }

  private constructor(pass: symbol, variable: ContextVar<T>, oldValue: T | typeof MISSING, context: Context) {
    if (pass !== PASS) {
      throw new RuntimeError('Tokens can only be created by ContextVars\n  Call set() on one');
    }
    this.var = variable;
    this.oldValue = oldValue;
    this._context = context;
  }

  /** @internal What `ContextVar.set` calls. */
  static _create<T>(variable: ContextVar<T>, oldValue: T | typeof MISSING, context: Context): Token<T> {
    return new this(PASS, variable, oldValue, context); // not by name: bundlers rename a class that names itself
  }

  /** One line such as `<Token used var=<ContextVar name='user'>>`; `used` only when it is. */
  toString(): string {
    return `<Token${this._context === undefined ? ' used' : ''} var=${String(this.var)}>`;
  }
}
