/**
 * An app that has all packages installed. Inside the repository a package would be found from its own folder only by
 * its own name, and bundlers treat that differently: Rollup then does not read `sideEffects`.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Makes the folder, calls `use` with its path, and removes it again. */
export async function withApp<T>(
  installed: readonly { readonly name: string; readonly root: string }[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'asyncio-ts-app-'));
  try {
    for (const { name, root } of installed) {
      const link = join(folder, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(root, link, 'junction');
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
