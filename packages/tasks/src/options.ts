/** Options that are none: what Python takes as a keyword argument comes in an object here. */
import { describe } from '@asyncio-ts/loop/internal';

/** Is it something that options can be read from? */
export function areOptions(options: unknown): boolean {
  return typeof options === 'object' && options !== null;
}

/**
 * The error for something else.
 *
 * @param caller - what was given it
 * @param example - options that it takes, as one writes them
 */
export function notOptions(caller: string, options: unknown, example: string): TypeError {
  return new TypeError(
    `${caller}() takes an object of options, got ${describe(options)}\n  Such as ${example}`,
  );
}
