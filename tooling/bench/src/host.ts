/** Hosts: how each library runs a program, and where in it the clock stands. */
import type { Params } from './case.js';

/** What a subject exports: an async function, a coroutine, an operation, as its library has it. */
export type Work = (params: Params) => unknown;

/** One call of `work`. */
export interface Call {
  /** From before the call to its result, inside the library's own loop: starting and ending that is not counted. */
  readonly milliseconds: number;
  readonly result: unknown;
}

/** Runs `work` in a program of its own. */
export type Host = (work: Work, params: Params) => Promise<Call>;
