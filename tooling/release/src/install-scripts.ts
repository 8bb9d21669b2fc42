/** The packages in node_modules that would like to run something when they are installed. pnpm lets none of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Manifest } from './manifest.js';

/** `prepare` is not among them: npm and pnpm run it for packages from Git only, which the lockfile may not have. */
const SCRIPTS = ['preinstall', 'install', 'postinstall'];

/**
 * Their names, sorted.
 *
 * @param store - pnpm's folder of packages, `node_modules/.pnpm`: a folder for each version, with the package itself in
 *   its `node_modules`, and links to what it depends on beside it
 */
export function packagesWithInstallScripts(store: string): string[] {
  const names = readdirSync(store)
    .map((version) => join(store, version, 'node_modules'))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => foldersIn(folder))
    .filter(wantsToRun)
    .map((folder) => readManifest(folder).name);
  return [...new Set(names)].sort();
}

/** The packages that lie in a node_modules themselves: links lead to another version's folder. */
function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => (name.startsWith('@') ? foldersIn(join(folder, name)) : [join(folder, name)]))
    .filter((each) => existsSync(join(each, 'package.json')));
}

function wantsToRun(folder: string): boolean {
  const { scripts = {} } = readManifest(folder);
  // npm compiles what has a binding.gyp, whether it has a script or not.
  return SCRIPTS.some((script) => script in scripts) || existsSync(join(folder, 'binding.gyp'));
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest; // npm's own format
}
