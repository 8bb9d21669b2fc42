/**
 * An app that has all packages installed. Inside the repository a package would be found from its own folder only by
 * its own name, and bundlers treat that differently: Rollup then does not read `sideEffects`.
 */
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { TemporaryFolder } from '@asyncio-ts/workspace';

/** Makes the folder, calls `use` with its path, and removes it again. */
export async function withApp<T>(
  installed: readonly { readonly name: string; readonly root: string }[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  using folder = new TemporaryFolder('app');
  for (const { name, root } of installed) {
    const link = join(folder.path, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(root, link, 'junction');
  }
  return await use(folder.path);
}
