/** The package.jsons of the packages that are published. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This repository's folder. */
export const ROOT: string = fileURLToPath(new URL('../../..', import.meta.url));

/** Names to versions or ranges. */
export type Ranges = Readonly<Record<string, string>>;

/** What of a package.json is looked at here. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly license?: string;
  readonly homepage?: string;
  readonly bugs?: { readonly url?: string };
  readonly repository?: { readonly url?: string; readonly directory?: string };
  readonly files?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Ranges;
  readonly devDependencies?: Ranges;
  readonly peerDependencies?: Ranges;
  readonly optionalDependencies?: Ranges;
}

/** A package, and its folder as a path from the root, with slashes: `packages/sync`. */
export interface Package {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The packages under `packages`, in the order of their folders. */
export function publishedPackages(root: string = ROOT): Package[] {
  return packagesIn(root, 'packages');
}

/** Every package of the workspace, the root included. */
export function workspacePackages(root: string = ROOT): Package[] {
  const tops = ['packages', 'apps', 'tooling'];
  return [
    { folder: '.', manifest: readManifest(root, '.') },
    ...tops.flatMap((top) => packagesIn(root, top)),
  ];
}

export function readManifest(root: string, folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest; // npm's own format
}

function packagesIn(root: string, top: string): Package[] {
  return readdirSync(join(root, top), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${top}/${name}`)
    .filter((folder) => readdirSync(join(root, folder)).includes('package.json'))
    .map((folder) => ({ folder, manifest: readManifest(root, folder) }));
}
