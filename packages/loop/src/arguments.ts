/** Checks of what callers hand over, each with an error that names the value and says what to do. */
import { ValueError } from '@asyncio-ts/contextvars';

import { describe } from './describe.js';

/**
 * @param isStrict - also refuse a `function*`, whose call runs nothing? CPython looks for that in debug mode only
 * @throws {TypeError} `callback` is not a function
 */
export function checkCallback(caller: string, callback: unknown, isStrict: boolean): void {
  if (typeof callback !== 'function') {
    const iterable = typeof callback === 'object' && callback !== null && Symbol.iterator in callback;
    const hint = iterable ? `\n  A coroutine needs a task: createTask(coroutine)` : '';
    throw new TypeError(`a callable object was expected by ${caller}(), got ${describe(callback)}${hint}`);
  }
  if (!isStrict || !isGeneratorFunction(callback)) return;
  const hint = `Calling it runs nothing: pass a function that calls createTask(${callback.name || 'f'}())`;
  throw new TypeError(`coroutines cannot be used with ${caller}(), got ${describe(callback)}\n  ${hint}`);
}

/** Is it a `function*`, of whatever window or realm? */
export function isGeneratorFunction(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object GeneratorFunction]';
}

/**
 * @throws {TypeError} `seconds` is not a number
 * @throws {ValueError} it is NaN, which would break the order of the timers
 */
export function checkSeconds(name: string, seconds: unknown): void {
  if (typeof seconds !== 'number')
    throw new TypeError(`${name} must be a number of seconds, got ${describe(seconds)}`);
  if (Number.isNaN(seconds))
    throw new ValueError(`Invalid ${name}: NaN (not a number)\n  Give seconds, such as 0.5`);
}
