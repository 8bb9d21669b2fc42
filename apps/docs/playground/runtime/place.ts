/** Where something stands in the program. */

/** The name that stack traces give to it. */
export const fileName = 'program.ts';

/** A place in it, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}
