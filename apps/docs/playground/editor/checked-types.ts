import type { Place } from '../runtime/place.js';

/** What the compiler found in the types of a program. */
export interface CheckedTypes {
  readonly errors: number;
  /** Where the first of them stands. */
  readonly first?: Place;
}
