/** Where things were made: kept in debug mode only, for a stack costs microseconds. */

/** The host's environment, where there is one; a browser has none. */
interface Environment {
  process?: { env?: Record<string, string | undefined> };
}

/** Is `ASYNCIO_DEBUG` set to anything but the empty string, as CPython reads `PYTHONASYNCIODEBUG`? */
export function debugByEnvironment(): boolean {
  return Boolean((globalThis as Environment).process?.env?.['ASYNCIO_DEBUG']);
}

/**
 * Coroutines are made before any loop sees them, so this is kept for the whole program: how many loops are in debug
 * mode. Above zero, coroutines and futures look whether theirs is one that remembers.
 *
 * A tool that wants to hear of coroutines that nobody awaits, and of nothing else, adds itself to `loops` and sets
 * `watchesCoroutines`.
 */
export const debugging: { loops: number; watchesCoroutines: boolean } = {
  loops: 0,
  watchesCoroutines: false,
};

/** How many calls of a bundle are named. */
const MOST_CALLS = 6;

/** The end of a line of a stack whose file is a package's source or build. */
const inPackage = /[\\/][^\\/]+[\\/](?:src|dist)[\\/][^\\/]*$/;

/** The caller's place in user code, such as ` at fetchAll (app.ts:12:5)`; empty where the host gives no stacks. */
export function captureOrigin(): string {
  return callerIn(new Error().stack ?? '');
}

/** @internal The place in user code that is nearest in a stack whose first line is a function of this file. */
export function callerIn(stack: string): string {
  const [here = '', ...callers] = stack.split('\n').slice(1);
  if (!/[\\/]loop[\\/](?:src|dist)[\\/][^\\/]*$/.test(here)) return callerOfBundle(here, callers);
  // The packages of this project lie beside each other, in a workspace as in node_modules; pnpm's store scatters them.
  const home = here.replace(inPackage, '').replace(/^.*[\s(]/, '');
  const isOurs = (line: string): boolean =>
    inPackage.test(line) && (line.includes(home) || /[\\/]@asyncio-ts[\\/]/.test(line));
  const line = callers.find((caller) => !isOurs(caller));
  return line === undefined ? '' : ` ${line.trim()}`;
}

/**
 * Bundled, our code is told from theirs if it is in a file of its own, as that of a development server. With all in one
 * file nobody can tell, and the calls that lead here are named, innermost first.
 */
function callerOfBundle(here: string, callers: readonly string[]): string {
  const ours = fileOf(here);
  const theirs = callers.filter((line) => !/\bnode:|<anonymous>\)?$/.test(line));
  const line = theirs.find((caller) => fileOf(caller) !== ours);
  if (line !== undefined) return ` ${line.trim()}`;
  return theirs.length === 0
    ? ''
    : ` ${theirs
        .slice(0, MOST_CALLS)
        .map((caller) => caller.trim())
        .join(' ')}`;
}

/** `at f (file:1:2)`, `at file:1:2`; `f@file:1:2` in browsers that are not V8. */
function fileOf(line: string): string {
  return line.replace(/:\d+:\d+\)?$/, '').replace(/^.*(?:\(|\bat |@)/, '');
}

/** By what was made. Not a field of theirs: there are millions, and this is for debug mode. */
const origins = new WeakMap<object, string>();

/** If `loop` is in debug mode, remembers that `object` is made here. */
export function noteOrigin(object: object, loop: { getDebug(): boolean }): void {
  if (loop.getDebug()) origins.set(object, captureOrigin());
}

/** Where `object` was made; `undefined` if that was not noted. */
export function originOf(object: object): string | undefined {
  return origins.get(object);
}
