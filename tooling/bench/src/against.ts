/** Another commit of this repository as a subject: exported to a folder of its own, installed, built. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compile } from './compile.js';
import { oursIn, type Subject } from './subjects.js';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const PNPM = join(REPOSITORY, 'node_modules', '.bin', 'pnpm');

/** A commit that is ready to be measured. */
export interface Revision {
  readonly subject: Subject;
  /** Deletes the folder. */
  readonly remove: () => void;
}

/**
 * Makes a commit ready. It runs the working tree's programs on its own packages.
 *
 * @param revision - whatever git takes for a commit: `HEAD~3`, `main`, `v1.2.0`
 */
export async function checkOut(revision: string): Promise<Revision> {
  const folder = mkdtempSync(join(tmpdir(), 'asyncio-ts-bench-'));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // An archive, for a worktree would stay known to git if this is interrupted.
    const tar = run(REPOSITORY, 'git', ['archive', '--format=tar', revision]);
    writeFileSync(join(folder, 'revision.tar'), tar);
    run(folder, 'tar', ['-xf', 'revision.tar']);
    // Not frozen: a commit whose lockfile is behind can be measured all the same.
    run(folder, PNPM, ['install', '--no-frozen-lockfile', '--prefer-offline']);
    run(folder, PNPM, ['--recursive', '--filter=./packages/*', 'run', 'build']);
    // Within the umbrella's folder its own name is its own `dist`.
    const compiled = await compile(join(folder, 'packages', 'asyncio', '.bench'));
    const version = run(REPOSITORY, 'git', ['rev-parse', '--short', revision]).toString().trim();
    return { subject: { ...oursIn(compiled, revision), version }, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function run(cwd: string, command: string, args: readonly string[]): Buffer {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, maxBuffer: 2 ** 30 });
  if (error !== undefined) throw error;
  if (status === 0) return stdout;
  throw new CommandFailed(`${command} ${args.join(' ')}\n${stdout.toString()}${stderr.toString()}`);
}

class CommandFailed extends Error {
  override name = 'CommandFailed';
}
