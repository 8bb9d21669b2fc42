/** The packages of a workspace: those under `packages`, which are published, and all others. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { type Manifest, readManifest } from './manifest.js';
import { ROOT } from './root.js';

export interface Package {
  /** The name on npm: `@asyncio-ts/sync`. */
  readonly name: string;
  /** The name of its folder, by which the table of tooling/graph knows it: `sync`. */
  readonly folder: string;
  /** From the top of the workspace, with slashes: `packages/sync`. */
  readonly path: string;
  /** The same, absolute. */
  readonly root: string;
  readonly manifest: Manifest;
}

/** The packages that are published, in the order of their folders. */
export function publishedPackages(top: string = ROOT): Package[] {
  return packagesUnder(top, 'packages');
}

/** Every package of the workspace, the root included. */
export function workspacePackages(top: string = ROOT): Package[] {
  return [
    packageAt(top, '.'),
    ...['packages', 'apps', 'tooling'].flatMap((parent) => packagesUnder(top, parent)),
  ];
}

/** Those that have to be built before anybody can look at what their users get. */
export function unbuilt(packages: readonly Package[]): Package[] {
  return packages.filter(({ root }) => !existsSync(join(root, 'dist', 'index.js')));
}

function packagesUnder(top: string, parent: string): Package[] {
  return readdirSync(join(top, parent))
    .map((folder) => `${parent}/${folder}`)
    .filter((path) => existsSync(join(top, path, 'package.json')))
    .map((path) => packageAt(top, path));
}

function packageAt(top: string, path: string): Package {
  const root = join(top, path);
  const manifest = readManifest(root);
  return { name: manifest.name, folder: basename(path), path, root, manifest };
}
