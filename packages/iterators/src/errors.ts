/** The error that says that there is nothing more. */

/**
 * An async iterator is exhausted: what the function `anext` throws. The method `anext()` of a cursor does not: it gives
 * `{ done: true }`, as JavaScript's iterators do.
 *
 * @see CPython 3.13, the built-in `StopAsyncIteration`
 */
export class StopAsyncIteration extends Error {
  static {
    this.prototype.name = 'StopAsyncIteration';
  }
}
