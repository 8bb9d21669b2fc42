import type { Place } from './place.js';

/** What is wrong with a program, and where, if that is known. */
export interface Problem extends Partial<Place> {
  readonly message: string;
}
