/** Packs packages as `pnpm publish` does, and unpacks them as `npm install` does. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { CommandFailed, type Manifest, nameOf, outputOf, readManifest, ROOT } from '@asyncio-ts/workspace';

import { twoAtATime } from './two-at-a-time.js';

export interface Tarball {
  readonly folder: string;
  readonly name: string;
  /** The .tgz. */
  readonly path: string;
  /** What is in it, unpacked. All packages stand side by side, in one `node_modules`. */
  readonly unpacked: string;
  readonly manifest: Manifest;
}

/** Packs `folders` into `home`, two at a time; they come back in their order. */
export async function pack(folders: readonly string[], home: string): Promise<Tarball[]> {
  const packed = new Map<string, Tarball>();
  await twoAtATime(folders, async (folder) => {
    packed.set(folder, await packOne(folder, home));
  });
  return folders.flatMap((folder) => packed.get(folder) ?? []);
}

/** Where the packages lie as if they were installed. */
export function unpackedIn(home: string): string {
  return join(home, 'unpacked', 'node_modules');
}

async function packOne(folder: string, home: string): Promise<Tarball> {
  const name = nameOf(folder);
  const destination = join(home, 'tarballs', folder);
  const unpacked = join(unpackedIn(home), name);
  for (const made of [destination, unpacked]) mkdirSync(made, { recursive: true });
  const from = join(ROOT, 'packages', folder);
  await outputOf('pnpm', ['--silent', '-C', from, 'pack', '--pack-destination', destination]);
  const [file] = readdirSync(destination);
  if (file === undefined) throw new CommandFailed(`pnpm pack wrote no ${name}`);
  await outputOf('tar', ['-xzf', file, '-C', unpacked, '--strip-components=1'], { cwd: destination });
  return { folder, name, path: join(destination, file), unpacked, manifest: readManifest(unpacked) };
}
