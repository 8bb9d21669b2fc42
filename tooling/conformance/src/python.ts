/** CPython, if this machine has it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Program, Trace } from './program.js';

/** What a command without Python says. */
export const NO_PYTHON =
  'no Python 3.13 found: put python3.13 on the PATH, or its path into the variable PYTHON';

const LONGEST_OUTPUT_IN_BYTES = 2 ** 30;

/** A Python to run: its command and its version. */
export interface Python {
  readonly command: string;
  readonly version: string;
}

/**
 * Looks for Python: the variable `PYTHON`, then the `PATH`, then pyenv.
 *
 * @param wanted - how its version begins: `3.13`, `3`
 */
export function findPython(wanted = '3.13'): Python | undefined {
  const fromEnvironment = process.env['PYTHON'];
  const commands = [
    ...(fromEnvironment ? [fromEnvironment] : []),
    `python${wanted}`,
    'python3',
    'python',
    ...fromPyenv(wanted),
  ];
  for (const command of commands) {
    const version = versionOf(command);
    if (version?.startsWith(`${wanted}.`) === true) return { command, version };
  }
  return undefined;
}

function fromPyenv(wanted: string): string[] {
  const versions = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return [];
  return readdirSync(versions)
    .filter((version) => version.startsWith(`${wanted}.`))
    .map((version) => join(versions, version, 'bin', 'python3'));
}

function versionOf(command: string): string | undefined {
  const { status, stdout } = spawnSync(command, ['-c', 'import platform; print(platform.python_version())'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Runs programs on CPython.
 *
 * @param script - the oracle that runs them, and what it is told besides
 * @returns what it printed, in the same order
 */
export function askOracle<T = Trace>(
  python: Python,
  [script, ...options]: readonly [script: string, ...options: string[]],
  programs: readonly Program[],
): T[] {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const path = join(folder, 'programs.jsonl');
    writeFileSync(path, programs.map((program) => `${JSON.stringify(program)}\n`).join(''));
    const { status, stdout, stderr } = spawnSync(python.command, ['-W', 'ignore', script, path, ...options], {
      encoding: 'utf8',
      maxBuffer: LONGEST_OUTPUT_IN_BYTES,
    });
    if (status !== 0) throw new OracleError(stderr);
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The oracle itself failed. */
class OracleError extends Error {
  override name = 'OracleError';
}
