/**
 * Whether the lockfile has the versions that were asked for. pnpm installs what it says, frozen, without another look at
 * what was asked: a line changed there by hand would bring anything, under a name that everybody trusts.
 */
import { join } from 'node:path/posix';

import type { Package } from '@asyncio-ts/workspace';

import type { Locked, Lockfile } from './lockfile.js';

type Described = Pick<Package, 'path' | 'manifest'>;

/** What is locked as something else than its specifier says; what has no exact specifier is refused elsewhere. */
export function exchanged({ catalogs = {}, importers }: Lockfile, packages: readonly Described[]): string[] {
  const paths = new Map(packages.map(({ path, manifest }) => [manifest.name, path]));
  const { default: catalog = {}, ...named } = catalogs;
  const wanted = (name: string, specifier: string): string | undefined => {
    if (specifier.startsWith('workspace:')) return paths.get(name);
    if (specifier === 'catalog:') return catalog[name]?.specifier;
    return specifier.replace(/^npm:/, '');
  };
  return [
    ...Object.keys(named).map((name) => `the lockfile has a catalog ${name}: there is only the default one`),
    ...mismatches('the catalog', catalog, (_, specifier) => specifier),
    ...Object.entries(importers).flatMap(([path, importer]) =>
      Object.values(importer).flatMap((locked) => mismatches(path, locked, wanted)),
    ),
  ];
}

function mismatches(
  where: string,
  locked: Locked,
  wanted: (name: string, specifier: string) => string | undefined,
): string[] {
  return Object.entries(locked)
    .filter(([name, { specifier, version }]) => foundAt(where, version) !== wanted(name, specifier))
    .map(
      ([name, { specifier, version }]) => `${where}: ${name} is asked for as ${specifier}, locked ${version}`,
    );
}

/** The version without the peers that it was installed beside, or the path of a package of this workspace. */
function foundAt(where: string, version: string): string {
  return version.startsWith('link:')
    ? join(where, version.slice('link:'.length))
    : version.replace(/\(.*$/s, '');
}
