/** What npm's registry has, and how it gets more. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import {
  command,
  CommandFailed,
  outputOf,
  type Package,
  TemporaryFolder,
  withTools,
} from '@asyncio-ts/workspace';

import type { Publishing } from './publish.js';
import { isInActions } from './readiness.js';

/** Whether the registry has this version. An answer that is neither yes nor no is an error. */
export async function isOnNpm(
  { name, manifest: { version } }: Package,
  { root, env }: Publishing,
): Promise<boolean> {
  const args = ['view', `${name}@${version}`, 'version', '--json'];
  const { stdout, output, complaint } = await command('npm', args, { cwd: root, env });
  if (complaint === undefined) return stdout.trim() !== ''; // npm prints nothing for a version that a known package lacks
  if (/\bE404\b/.test(output)) return false;
  throw new CommandFailed(complaint);
}

/** Packs and publishes; says whether it is proven where the package was made. */
export async function publishOnNpm(
  { root }: Package,
  { root: cwd, env, dryRun, interactive }: Publishing,
): Promise<{ isProven: boolean }> {
  using folder = new TemporaryFolder('publish');
  const packing = ['-C', root, 'pack', '--pack-destination', folder.path];
  await outputOf('pnpm', packing, { cwd, env: withTools(env) });
  const tarball = join(folder.path, readdirSync(folder.path)[0]!); // absolute, or npm may take it for a repository's name
  const isProven = isInActions(env); // on a person's machine npm refuses the flag
  const flags = [
    '--access',
    'public',
    ...(isProven ? ['--provenance'] : []),
    ...(dryRun ? ['--dry-run'] : []),
  ];
  await outputOf('npm', ['publish', tarball, ...flags], { cwd, env, interactive });
  return { isProven };
}
