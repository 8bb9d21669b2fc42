/** The packages in node_modules that would like to run something when they are installed. pnpm lets none of them. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { installScriptsOf, readManifest } from '@asyncio-ts/workspace';

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
    .map((folder) => ({ manifest: readManifest(folder), files: readdirSync(folder) }))
    .filter(({ manifest, files }) => installScriptsOf(manifest, files).length > 0)
    .map(({ manifest }) => manifest.name);
  return [...new Set(names)].sort();
}

/** The packages that lie in a node_modules themselves: links lead to another version's folder. */
function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => (name.startsWith('@') ? foldersIn(join(folder, name)) : [join(folder, name)]))
    .filter((each) => existsSync(join(each, 'package.json')));
}
