/** What npm would run on the machine of whoever installs a package. */
import type { Manifest } from './manifest.js';

/** `prepare` is not among them: npm and pnpm run it for packages from Git only, and for the folder they stand in. */
const SCRIPTS = ['preinstall', 'install', 'postinstall'];

/**
 * The names of the scripts, and `binding.gyp`: npm compiles what has one, whether it has a script or not.
 *
 * @param files - what lies in the package's folder
 */
export function installScriptsOf(
  { scripts = {} }: Pick<Manifest, 'scripts'>,
  files: readonly string[],
): string[] {
  return [
    ...SCRIPTS.filter((script) => script in scripts),
    ...files.filter((file) => file === 'binding.gyp'),
  ];
}
