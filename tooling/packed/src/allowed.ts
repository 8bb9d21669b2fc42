/**
 * What a package may consist of. Lists of what is wrong are never complete, and what is in a tarball once is there for
 * ever; so whatever is not named here is refused, until somebody has decided on it.
 */
import { isDeepStrictEqual } from 'node:util';

import type { Manifest } from '@asyncio-ts/workspace';

const FILES = [
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^dist\/.*\.(?:js|js\.map|d\.ts)$/,
  /^src\/(?!(?:.*\/)?test\/).*(?<!\.(?:test|test-d|spec|d))\.ts$/,
];

/** What only one package has. */
const FILES_OF: Readonly<Record<string, readonly string[]>> = { 'asyncio-ts': ['AGENTS.md', 'llms.txt'] };

const KEYS: ReadonlySet<string> = new Set([
  'name',
  'version',
  'description',
  'keywords',
  'license',
  'author',
  'homepage',
  'bugs',
  'repository',
  'type',
  'sideEffects',
  'exports',
  'files',
  'engines',
  'scripts',
  'dependencies',
  'devDependencies', // pnpm leaves them; nobody installs them
  'publishConfig',
]);

/** The only library that a user's compiler is told to read. `types` would ask for packages that nobody installed. */
const REFERENCE = '/// <reference lib="esnext.disposable" />';

/** The files that no package ships, tests among them. */
export function strayFiles(name: string, files: readonly string[]): string[] {
  const own = FILES_OF[name] ?? [];
  return files.filter((path) => !own.includes(path) && !FILES.some((pattern) => pattern.test(path)));
}

/** What is in a package.json that none has here: `os` would keep users out, `bin` would put programs on their paths. */
export function strayKeys(manifest: Manifest): string[] {
  const { engines = {}, publishConfig = { access: 'public' } } = manifest as {
    engines?: object;
    publishConfig?: object;
  };
  return [
    ...Object.keys(manifest)
      .filter((key) => !KEYS.has(key))
      .map((key) => `package.json has ${key}, which no package has here`),
    ...Object.keys(engines)
      .filter((engine) => engine !== 'node')
      .map((engine) => `package.json asks for the engine ${engine}: only node may be there`),
    ...(isDeepStrictEqual(publishConfig, { access: 'public' })
      ? []
      : [`publishConfig is ${JSON.stringify(publishConfig)} when packed, not {"access":"public"}`]),
  ];
}

/** What declarations make a user's compiler read besides themselves. */
export function foreignReferences(declarations: Readonly<Record<string, string>>): string[] {
  return Object.entries(declarations).flatMap(([path, text]) =>
    (text.match(/^\s*\/\/\/\s*<.*$/gm) ?? [])
      .map((line) => line.trim())
      .filter((line) => line !== REFERENCE)
      .map((line) => `${path} says ${line}`),
  );
}
