/** What a child process is told, and what it answers: JSON, a line each. */
import type { Params } from './case.js';

/** One measurement. */
export interface Job {
  /** The module with `work`: a path that ends in `.js` or `.py`. */
  readonly file: string;
  /** Whose event loop `work` runs in. */
  readonly host: string;
  readonly params: Params;
  readonly operations: number;
  readonly expected: unknown;
  readonly measuredBy: 'child' | 'work';
  /** Of one operation (`ns`, `B`), or of the whole (`ms`). */
  readonly unit: 'ns' | 'ms' | 'B';
  /** `work` is called for at least so long before it is timed, and then while it is timed. Zero: no warm-up, one call. */
  readonly warmUpMilliseconds: number;
  readonly measureMilliseconds: number;
}

/** What a job came to: a number in the job's unit; or why this subject cannot do it; or what went wrong. */
export type Answer = { readonly value: number } | { readonly absent: string } | { readonly error: string };

/** What `work` throws if its subject does not have the thing, for these params. */
export class Absent extends Error {
  override name = 'Absent';
}

/** What `work` returns when it measures by itself. */
export interface Measured {
  readonly value: number;
  readonly checked: unknown;
}
