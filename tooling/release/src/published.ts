/**
 * What the registry has, held against what was built. Who changed a package and forgot its changeset would otherwise
 * publish siblings that need the change, beside a version without it.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { outputOf, type Package, TemporaryFolder } from '@asyncio-ts/workspace';

import type { Publishing } from './publish.js';
import { titleOf } from './readiness.js';
import { type Scripts, scriptsIn } from './scripts.js';

/** @param published - packages whose versions are on the registry */
export async function changedSincePublished(
  published: readonly Package[],
  publishing: Publishing,
): Promise<string[]> {
  const complaints: string[] = [];
  for (const each of published) {
    const file = firstDifference(scriptsIn(each.root), await scriptsOnNpm(each, publishing));
    if (file === undefined) continue;
    complaints.push(
      `${titleOf(each)}: is on npm with another ${file}: give the change a changeset (pnpm changeset), and release that`,
    );
  }
  return complaints;
}

async function scriptsOnNpm(
  { name, manifest: { version } }: Package,
  { root, env }: Publishing,
): Promise<Scripts> {
  using folder = new TemporaryFolder('published');
  const unpacked = join(folder.path, 'unpacked');
  const packed = join(folder.path, 'packed');
  for (const made of [packed, join(unpacked, 'dist')]) mkdirSync(made, { recursive: true });
  await outputOf('npm', ['pack', `${name}@${version}`, '--pack-destination', packed], { cwd: root, env });
  const tarball = readdirSync(packed)[0]!; // or npm would have failed
  await outputOf('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], { cwd: packed, env });
  return scriptsIn(unpacked);
}

function firstDifference(built: Scripts, published: Scripts): string | undefined {
  const files = new Set([...Object.keys(built), ...Object.keys(published)]);
  return [...files].sort().find((file) => built[file] !== published[file]);
}
