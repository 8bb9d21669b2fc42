/** Checks of what callers hand over, each with an error that names the value and says what to do. */
import { ValueError } from '@asyncio-ts/contextvars';

import { describe } from './describe.js';

/**
 * @param isStrict - also refuse what makes coroutines, as its call runs nothing? CPython looks for that in debug mode only
 * @throws {TypeError} `callback` is not a function
 */
export function checkCallback(caller: string, callback: unknown, isStrict: boolean): void {
  if (typeof callback === 'function') {
    if (!isStrict || !isCoroutineFunction(callback)) return;
    const call = `${callback.name || 'f'}()`;
    const hint = `Calling it runs nothing: pass a function that calls createTask(${call})`;
    throw noCoroutines(caller, callback, hint);
  }
  if (isCoroutine(callback))
    throw noCoroutines(caller, callback, 'A coroutine needs a task: createTask(coroutine)');
  throw new TypeError(`a callable object was expected by ${caller}(), got ${describe(callback)}`);
}

/** A generator, or an object of the package above that can stand in for one. Arrays have no `throw`. */
function isCoroutine(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && 'throw' in value;
}

function noCoroutines(caller: string, callback: unknown, hint: string): TypeError {
  return new TypeError(`coroutines cannot be used with ${caller}(), got ${describe(callback)}\n  ${hint}`);
}

/** The functions that `coroutine()` of the package above has made. */
export const coroutineFunctions: WeakSet<object> = new WeakSet();

/** Is it a function that makes coroutines: one of those, or a `function*` of whatever window or realm? */
export function isCoroutineFunction(value: unknown): boolean {
  if (typeof value !== 'function') return false;
  const isGeneratorFunction = Object.prototype.toString.call(value) === '[object GeneratorFunction]';
  return isGeneratorFunction || coroutineFunctions.has(value);
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
