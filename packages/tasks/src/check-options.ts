/** Options that are none: what Python takes as a keyword argument comes in an object here. */
import { describe } from '@asyncio-ts/loop/internal';

/**
 * @param caller - what was given the options, for the message
 * @param example - options that it takes, as one writes them
 * @throws {TypeError} `options` is not an object
 */
export function checkOptions(caller: string, options: unknown, example: string): void {
  if (typeof options === 'object' && options !== null) return;
  throw new TypeError(
    `${caller}() takes an object of options, got ${describe(options)}\n  Such as ${example}`,
  );
}
