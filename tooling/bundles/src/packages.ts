/** The packages that are published, as bundlers meet them: by name, and by the files that are left in a bundle. */
import { sep } from 'node:path';

import { closureOf, nameOf, type Package, publishedPackages } from '@asyncio-ts/workspace';

/** The package that shows all others but `testing`. */
export const UMBRELLA = 'asyncio-ts';

/** All of them. */
export const packages: readonly Package[] = publishedPackages();

/** The package of this name. */
export function packageNamed(name: string): Package {
  const found = packages.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new RangeError(`no package ${name}; there are ${packages.map((each) => each.name).join(', ')}`);
  }
  return found;
}

/** The package that a file belongs to; undefined for one of the bundler's own. */
export function packageOf(file: string): Package | undefined {
  return packages.find(({ root }) => file.startsWith(root + sep));
}

/** The names of the packages that it imports. */
export function dependenciesOf({ manifest }: Package): string[] {
  return Object.keys(manifest.dependencies ?? {});
}

/** The names of the package itself, of those it may import, of those that these may, and so on. */
export function reachOf({ folder }: Package): ReadonlySet<string> {
  return new Set(closureOf([folder]).map(nameOf));
}
