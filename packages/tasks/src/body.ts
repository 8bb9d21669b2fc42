/** The block of an `async with`, as a generator function. */
import { describe } from '@asyncio-ts/loop/internal';

import type { Coroutine, Yieldable } from './awaitable.js';
import { CoroutineObject } from './coroutine.js';
import { Frame } from './frame.js';
import { isFuture } from './future.js';
import { isGenerator } from './generator.js';

/**
 * Checks that `body` is a function now, and that it made a coroutine when it is called.
 *
 * @param caller - the function that was given it, for the message
 * @throws {TypeError} it is not; the returned function throws it, too
 */
export function checkBody<V, T>(
  caller: string,
  body: (value: V) => Yieldable<T>,
): (value: V) => Yieldable<T> {
  if (typeof body !== 'function') throw notABody(caller, describe(body));
  return (value) => {
    const made = body(value);
    if (made instanceof Frame || isFuture(made)) return made;
    // In a frame, which has no shape of its own as the generators of each closure have: see `generatorNext`.
    if (isGenerator(made)) return new CoroutineObject(made as Coroutine<T>, '');
    throw notABody(caller, `${describe(body)}, which returned ${describe(made)}`);
  };
}

function notABody(caller: string, got: string): TypeError {
  return new TypeError(
    `${caller}() needs a generator function as its body, got ${got}\n  Write it as ${caller}(…, function* () { … })`,
  );
}
