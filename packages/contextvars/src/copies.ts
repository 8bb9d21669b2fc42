/**
 * Two copies of a package in one process: installed twice, in two versions or just in two places.
 *
 * Each copy has its own idea of what is running and which context is current. Side by side they get along. Where one is
 * called from code that the other's loop runs, it would find nothing running, and change values that nobody there sees:
 * that is refused. They know each other by a list on the global object, where copies stand as long as a loop of theirs is
 * under way.
 */
import { version as ownVersion } from '../package.json';
import { active, type Context } from './context.js';
import { RuntimeError } from './errors.js';

/** One copy of one package. What other versions read of it must never change. */
export interface Copy {
  readonly package: string;
  readonly version: string;
  /** Does it run the code that asks: is it inside a callback of its loops, in a context of its own? */
  readonly isRunning: () => boolean;
}

/** The copies that a loop is made of, the loop's own first. */
type Copies = readonly Copy[];

const key = Symbol.for('asyncio-ts.copies');
const shared = globalThis as Record<symbol, Set<Copies> | undefined>;

/** The context that is current where none was entered. */
export const outermost: Context = active.context;

/** This copy of this package. */
export const contextvarsCopy: Copy = {
  package: '@asyncio-ts/contextvars',
  version: ownVersion,
  isRunning: () => active.context !== outermost,
};

/** A loop of `copies` is under way. */
export function announceCopies(copies: Copies): void {
  // Some programs freeze the global object: then copies do not know of each other.
  if (shared[key] === undefined)
    Reflect.defineProperty(shared, key, { value: new Set(), configurable: true });
  shared[key]?.add(copies);
}

/** None is under way any more. */
export function withdrawCopies(copies: Copies): void {
  shared[key]?.delete(copies);
}

/** Another copy of the package of `mine` that has a loop under way, and, if asked so, runs the code that asks. */
export function findOtherCopy(mine: Copy, mustRun: boolean): Copy | undefined {
  for (const copies of shared[key] ?? [])
    for (const copy of copies)
      if (copy !== mine && copy.package === mine.package && (!mustRun || copy.isRunning())) return copy;
  return undefined;
}

/**
 * Asked by `mine`, which has found that its caller runs under no callback or context of its own.
 *
 * @throws {RuntimeError} the caller runs under one of another copy
 */
export function refuseOtherCopy(mine: Copy): void {
  const other = findOtherCopy(mine, true);
  if (other !== undefined) throw twoCopies(mine, other.version);
}

/** Two copies of the package meet: `mine`, and another of version `other`. */
export function twoCopies(mine: Pick<Copy, 'package' | 'version'>, other: string): RuntimeError {
  const { package: name, version } = mine;
  const which = version === other ? `, both ${version}` : `: ${version} and ${other}`;
  return new RuntimeError(
    `two copies of ${name} meet${which}\n  Neither knows what the other runs. "npm ls ${name}" shows them; install it once`,
  );
}
