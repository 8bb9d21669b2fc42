/**
 * What a test file reaches by its imports, through helpers and the test kit: who tests the inside of a package cannot be
 * run on its build, and who needs Node cannot be run in a browser. Found by reading, so that no list of files can grow old.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const TEST_KIT = fileURLToPath(new URL('../../test-kit/src', import.meta.url));
const SHARED: Readonly<Record<string, string>> = {
  '@asyncio-ts/test-kit': join(TEST_KIT, 'index.ts'),
  '@asyncio-ts/test-kit/programs': join(TEST_KIT, 'programs.ts'),
};

// `import type` is gone when the file runs; a `{ type A }` among others leaves an import behind.
const STATEMENT = /^(?:import|export) (?!type )(?:[^'";]*? from )?'([^']+)'/gm;
const CALL = /\bimport\('([^']+)'\)/g;

/** What a file imports when it runs, as it is written there. */
export function importsOf(source: string): string[] {
  return [STATEMENT, CALL].flatMap((pattern) => Array.from(source.matchAll(pattern), ([, name]) => name!));
}

/** A module of a package other than its entries: the build has it only inside something else. */
export function isInternal(name: string): boolean {
  return name.includes('/src/') && !/\/src\/(?:index|internal)\.js$/.test(name);
}

/** A module that only Node has, and those that do as Node does. */
export function isOfNode(name: string): boolean {
  return name.startsWith('node:');
}

/** All tests in the folder `test` of a package, as absolute paths. */
export function testsOf(root: string): string[] {
  const folder = join(root, 'test');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(folder, name));
}

/** Does the file, or one that it imports, import something like that? */
export function reaches(
  file: string,
  isWanted: (name: string) => boolean,
  seen = new Set<string>(),
): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  return importsOf(readFileSync(file, 'utf8')).some((name) => {
    if (isWanted(name)) return true;
    const next = fileBehind(name, file);
    return next !== undefined && reaches(next, isWanted, seen);
  });
}

/** The file of the tests or of the test kit that an import leads to. */
function fileBehind(name: string, importer: string): string | undefined {
  if (!name.startsWith('.')) return SHARED[name];
  if (/\/src\/(?:index|internal)\.js$/.test(name)) return undefined; // the package itself
  return resolve(dirname(importer), name.replace(/\.js$/, '.ts'));
}
