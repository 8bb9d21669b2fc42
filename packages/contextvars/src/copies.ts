/**
 * Two copies of a package in one process: installed twice, in two versions or just in two places.
 *
 * Each copy has its own idea of what is running and which context is current. Side by side they get along. Where one is
 * called from code that the other's loop runs, it would find nothing running, and change values that nobody there sees:
 * that is refused. They know each other by a list on the global object, which is made when the first loop begins to run.
 */
import { version as ownVersion } from '../package.json';
import { active, type Context } from './context.js';
import { RuntimeError } from './errors.js';

/** One copy of one package. What other versions read of it must never change. */
export interface Copy {
  readonly package: string;
  readonly version: string;
  /** Does it run something now, so that whoever asks another copy may be part of that? */
  readonly isRunning: () => boolean;
}

const key = Symbol.for('asyncio-ts.copies');
const shared = globalThis as Record<symbol, Set<Copy> | undefined>;

/** The context that is current where none was entered. */
export const outermost: Context = active.context;

/** This copy of this package. */
export const contextvarsCopy: Copy = {
  package: '@asyncio-ts/contextvars',
  version: ownVersion,
  isRunning: () => active.context !== outermost,
};

/** From now on, others know of `copy`. */
export function announceCopy(copy: Copy): void {
  (shared[key] ??= new Set()).add(copy);
}

/**
 * Asked by `mine`, which has found that its caller runs under no loop or context of its own.
 *
 * @throws {RuntimeError} another copy of the package does
 */
export function refuseOtherCopy(mine: Copy): void {
  for (const copy of shared[key] ?? [])
    if (copy !== mine && copy.package === mine.package && copy.isRunning())
      throw twoCopies(mine, copy.version);
}

/** Two copies of the package meet: `mine`, and another of version `other`. */
export function twoCopies(mine: Pick<Copy, 'package' | 'version'>, other: string): RuntimeError {
  const { package: name, version } = mine;
  const which = version === other ? `, both ${version}` : `: ${version} and ${other}`;
  return new RuntimeError(
    `two copies of ${name} meet${which}\n  Neither knows what the other runs. "npm ls ${name}" shows them; install it once`,
  );
}
