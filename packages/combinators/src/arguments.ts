/** What combinators refuse when they are called, before anything is started. */
import { isCoroutine, ValueError } from '@asyncio-ts/tasks';
import { describe } from '@asyncio-ts/tasks/internal';

/**
 * Checks a number of seconds.
 *
 * @param name - what the caller names it, for the message
 * @returns the seconds; `undefined`: no limit
 * @throws {TypeError} it is not a number
 * @throws {ValueError} it is NaN
 */
export function checkSeconds(name: string, seconds: number | null | undefined): number | undefined {
  if (seconds === undefined || seconds === null) return undefined;
  if (typeof seconds !== 'number') {
    throw new TypeError(
      `${name} must be a number of seconds, got ${describe(seconds)}\n  undefined or null is for no limit`,
    );
  }
  if (Number.isNaN(seconds))
    throw new ValueError(`Invalid ${name}: NaN (not a number)\n  Give seconds, such as 0.5`);
  return seconds;
}

/**
 * Checks that `ensureFuture` will take it, and starts nothing yet.
 *
 * @throws {TypeError} it cannot be awaited
 */
export function checkAwaitable(value: unknown): void {
  if (isCoroutine(value) || isThenable(value) || isYieldable(value)) return;
  const hint = typeof value === 'function' ? `Call it first: ${value.name || 'f'}()` : 'Or a promise';
  throw new TypeError(
    `An asyncio.Future, a coroutine or an awaitable is required, got ${describe(value)}\n  ${hint}`,
  );
}

/** A future or promise, or something like one. */
function isThenable(value: unknown): boolean {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === 'function';
}

/** Something with an iterator of its own making, as in `ensureFuture`: a collection has `forEach`. */
function isYieldable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && !('forEach' in value);
}
