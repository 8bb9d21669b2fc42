/** How far the changesets that wait for the next release raise each package, and whether that is far enough. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { allDependentsOf, nameOf, type Package } from '@asyncio-ts/workspace';
import { parse } from 'yaml';

/** By the names of packages. One that is not there is not raised. */
export type Bumps = Readonly<Record<string, string>>;

const STEPS = ['none', 'patch', 'minor', 'major'];

/** All changesets of the workspace together: of several for one package the highest counts. */
export function pendingBumps(root: string): Bumps {
  const folder = join(root, '.changeset');
  const bumps: Record<string, string> = {};
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.md') && each !== 'README.md')) {
    const [, head = ''] = /^---\n([^]*?)\n---/.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
    for (const [name, bump] of Object.entries((parse(head) ?? {}) as Bumps)) {
      if (STEPS.indexOf(bump) > stepOf(name, bumps)) bumps[name] = bump;
    }
  }
  return bumps;
}

/**
 * The packages that have to rise past their users' ranges, for one that they are built on rises past theirs.
 *
 * Left to follow by themselves, dependents would take a patch, which their users get without asking: with it a second
 * copy of the package that changed, beside the one these users have. And what breaks a part breaks the umbrella. How far
 * a dependent has to rise is decided by its own version: from 1.0 on, a minor is within the range of its users.
 */
export function tooLow(
  bumps: Bumps,
  packages: readonly Pick<Package, 'name' | 'folder' | 'manifest'>[],
): string[] {
  const breaking = new Map(packages.map(({ name, manifest }) => [name, breakingStep(manifest.version)]));
  const breaks = (name: string): boolean =>
    stepOf(name, bumps) >= STEPS.indexOf(breaking.get(name) ?? 'none');
  return packages
    .filter(({ name }) => breaks(name)) // else its dependents' ranges still hold
    .flatMap(({ name, folder }) =>
      allDependentsOf(folder)
        .map(nameOf)
        .filter((dependent) => !breaks(dependent))
        .map(
          (dependent) =>
            `${dependent} needs a changeset: ${breaking.get(dependent)!}, for it is built on ${name}`,
        ),
    );
}

/** The least step that leaves `^VERSION`. */
function breakingStep(version: string): string {
  return version.startsWith('0.') ? 'minor' : 'major';
}

function stepOf(name: string, bumps: Bumps): number {
  return STEPS.indexOf(bumps[name] ?? 'none');
}
