import { ExceptionGroup } from '../src/index.js';

/** The errors of a group, groups among them as arrays. What is no group comes back as it is. */
export function errorsOf(error: unknown): unknown {
  return error instanceof ExceptionGroup ? error.errors.map(errorsOf) : error;
}
