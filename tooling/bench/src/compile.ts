/** The TypeScript of this package as JavaScript that Node runs as it is, and nothing of the libraries in it. */
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

/** Where this package's sources are, and its programs in Python. */
export const SOURCES = fileURLToPath(new URL('.', import.meta.url));

/** The folder of this package's own compiled subjects: inside it, so that its libraries are found. */
export const CACHE = fileURLToPath(new URL('../.cache/', import.meta.url));

/**
 * Compiles into a new folder within `parent`. Where that is decides which packages the subjects import.
 *
 * Each file stays a module of its own, and generators and async functions stay native.
 *
 * @returns the new folder
 */
export async function compile(parent: string): Promise<string> {
  mkdirSync(parent, { recursive: true });
  const outdir = mkdtempSync(join(parent, 'bench-'));
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  await build({
    entryPoints: files
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .map((file) => join(SOURCES, file)),
    outbase: SOURCES,
    outdir,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return outdir;
}
