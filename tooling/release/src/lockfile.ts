/** Whether pnpm-lock.yaml pins what the package.jsons ask for, and nothing that does not come from the registry. */
import { isDeepStrictEqual } from 'node:util';

import type { Package, Ranges } from '@asyncio-ts/workspace';

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

export type Locked = Readonly<Record<string, { readonly specifier: string; readonly version: string }>>;

/** What of a package of the workspace is locked. */
type Importer = Partial<Record<(typeof KINDS)[number], Locked>>;

/** What of the lockfile (version 9) is looked at. */
export interface Lockfile {
  readonly overrides?: Ranges;
  readonly catalogs?: Readonly<Record<string, Locked>>;
  readonly importers: Readonly<Record<string, Importer>>;
  readonly packages: Readonly<Record<string, { readonly resolution: Readonly<Record<string, unknown>> }>>;
}

type Described = Pick<Package, 'path' | 'manifest'>;

/** What of pnpm-workspace.yaml is looked at. */
export interface Workspace {
  readonly packages?: readonly string[];
  readonly catalog?: Ranges;
  readonly overrides?: Ranges;
  readonly allowBuilds?: Readonly<Record<string, boolean>>;
}

/** Packages that come from elsewhere than the registry, or whose bytes nothing vouches for. */
export function notOfTheRegistry({ packages }: Pick<Lockfile, 'packages'>): string[] {
  return Object.entries(packages).flatMap(([name, { resolution }]) => {
    const { integrity, ...others } = resolution;
    const elsewhere = Object.keys(others);
    return [
      ...(typeof integrity === 'string' && integrity.startsWith('sha512-') ? [] : [`${name} has no sha512`]),
      ...(elsewhere.length > 0 ? [`${name} is not the registry's: ${JSON.stringify(others)}`] : []),
    ];
  });
}

/** Where the lockfile and what it was made of say different things. */
export function disagreements(
  lockfile: Lockfile,
  packages: readonly Described[],
  { catalog = {}, overrides = {} }: Workspace,
): string[] {
  const paths = packages.map(({ path }) => path);
  const gone = Object.keys(lockfile.importers).filter((path) => !paths.includes(path));
  return [
    ...gone.map((path) => `the lockfile has ${path}, which is not there`),
    ...packages.flatMap((each) => disagreementsOn(each, lockfile)),
    ...complaintUnlessEqual('the catalog', catalog, specifiersOf(lockfile.catalogs?.['default'])),
    ...complaintUnlessEqual('overrides', overrides, lockfile.overrides ?? {}),
  ];
}

function disagreementsOn({ path, manifest }: Described, { importers }: Lockfile): string[] {
  const locked = importers[path];
  if (locked === undefined) return [`the lockfile lacks ${path}: pnpm install`];
  return KINDS.flatMap((kind) =>
    complaintUnlessEqual(`${kind} of ${path}`, manifest[kind] ?? {}, specifiersOf(locked[kind])),
  );
}

function specifiersOf(locked: Locked = {}): Ranges {
  return Object.fromEntries(Object.entries(locked).map(([name, { specifier }]) => [name, specifier]));
}

function complaintUnlessEqual(what: string, wanted: Ranges, locked: Ranges): string[] {
  if (isDeepStrictEqual(wanted, locked)) return [];
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(locked)])];
  const different = names.filter((name) => wanted[name] !== locked[name]);
  return different.map(
    (name) => `${what}: ${name} is ${wanted[name] ?? 'absent'}, locked ${locked[name] ?? 'not'}`,
  );
}
