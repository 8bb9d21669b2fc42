/** Packs packages as `pnpm publish` does, and unpacks them as `npm install` does. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { command, CommandFailed } from './command.js';
import { nameOf, PACKAGES } from './packages.js';
import { twoAtATime } from './report.js';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

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
  const args = ['--silent', '-C', join(PACKAGES, folder), 'pack', '--pack-destination', destination];
  const { complaint } = await command('pnpm', args);
  const [file] = readdirSync(destination);
  if (complaint !== undefined || file === undefined)
    throw new CommandFailed(complaint ?? `pnpm pack wrote no ${name}`);
  const path = join(destination, file);
  const unpacking = await command('tar', ['-xzf', file, '-C', unpacked, '--strip-components=1'], {
    cwd: destination,
  });
  if (unpacking.complaint !== undefined) throw new CommandFailed(unpacking.complaint);
  return { folder, name, path, unpacked, manifest: readManifest(unpacked) };
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** All files below `folder`, with `/` between, whatever the platform. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
