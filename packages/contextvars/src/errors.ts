/**
 * Python's error classes that JavaScript lacks, for all packages of the project to throw and to build on.
 *
 * Each name stands on the prototype: minifiers shorten the names of classes, and an own property would be printed
 * with every error.
 */

/**
 * Something was done that this object cannot do now, such as entering a context twice.
 *
 * @see CPython 3.13 `RuntimeError`
 */
export class RuntimeError extends Error {
  static {
    this.prototype.name = 'RuntimeError';
  }
}

/**
 * An argument has the right type and a value that cannot be used. A `RangeError` here, which is JavaScript's nearest.
 *
 * @see CPython 3.13 `ValueError`
 */
export class ValueError extends RangeError {
  static {
    this.prototype.name = 'ValueError';
  }
}

/**
 * Nothing was found under the key that was looked up, such as a variable without value and default.
 *
 * @see CPython 3.13 `LookupError`
 */
export class LookupError extends Error {
  static {
    this.prototype.name = 'LookupError';
  }
}

/**
 * A mapping does not hold this key.
 *
 * @see CPython 3.13 `KeyError`
 */
export class KeyError extends LookupError {
  static {
    this.prototype.name = 'KeyError';
  }
}
