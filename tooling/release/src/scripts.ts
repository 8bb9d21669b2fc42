/** The scripts that `pnpm build` made of a package, which `pnpm pack` takes as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { filesIn } from '@asyncio-ts/workspace';

/** Their texts, by path: `dist/index.js`. */
export type Scripts = Readonly<Record<string, string>>;

/** @param root - the folder of the package, with a `dist` */
export function scriptsIn(root: string): Scripts {
  const files = filesIn(join(root, 'dist')).filter((file) => file.endsWith('.js'));
  return Object.fromEntries(
    files.map((file) => [`dist/${file}`, readFileSync(join(root, 'dist', file), 'utf8')]),
  );
}
