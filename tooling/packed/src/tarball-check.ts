/**
 * What is wrong with a tarball, before anybody installs it. publint and attw know the general rules; neither looks
 * behind conditions it has never heard of, at source maps, or at what this repository promises.
 */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';

import { command, filesIn, folders, installScriptsOf, type Manifest, nameOf } from '@asyncio-ts/workspace';

import { foreignReferences, strayFiles, strayKeys } from './allowed.js';
import type { Tarball } from './tarballs.js';

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

/** What is in a tarball, as far as the checks look. */
export interface Shipped {
  readonly manifest: Manifest;
  readonly files: readonly string[];
  /** By path, in the tarball. */
  readonly maps: Readonly<Record<string, SourceMap>>;
  /** The texts of the declarations, by path. */
  readonly declarations: Readonly<Record<string, string>>;
}

const ours: ReadonlySet<string> = new Set(folders.map(nameOf));

export async function checkTarball(tarball: Tarball): Promise<string[]> {
  const tools = [
    await command('publint', [tarball.path, '--strict']),
    await command('attw', [tarball.path, '--profile', 'esm-only', '--quiet']),
  ];
  const shipped = shippedIn(tarball);
  const files = checkFiles(shipped);
  return [
    ...tools.flatMap(({ complaint }) => complaint ?? []),
    ...files,
    ...checkManifest(shipped),
    ...strayKeys(shipped.manifest),
    ...foreignReferences(shipped.declarations),
    ...checkMaps(shipped),
    ...(files.length > 0 ? [] : await checkNames(tarball)), // what was not built cannot be loaded
  ];
}

function shippedIn({ unpacked, manifest }: Tarball): Shipped {
  const files = filesIn(unpacked);
  const texts = (ending: string): [string, string][] =>
    files
      .filter((path) => path.endsWith(ending))
      .map((path) => [path, readFileSync(join(unpacked, path), 'utf8')]);
  const maps = texts('.map').map(([path, text]) => [path, JSON.parse(text) as SourceMap] as const);
  return {
    manifest,
    files,
    maps: Object.fromEntries(maps),
    declarations: Object.fromEntries(texts('.d.ts')),
  };
}

export function checkFiles({ manifest, files }: Shipped): string[] {
  const listed = new Set(files);
  return [
    ...targets(manifest.exports)
      .filter((target) => !listed.has(target.replace(/^\.\//, '')))
      .map((target) => `${target} is exported but not shipped; pnpm build makes what is in dist`),
    ...['README.md', 'LICENSE'].filter((name) => !listed.has(name)).map((name) => `${name} is missing`),
    ...strayFiles(manifest.name, files).map((path) => `${path} should stay home`),
  ];
}

function targets(node: unknown): string[] {
  if (typeof node === 'string') return [node];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(targets) : [];
}

export function checkManifest({ manifest, files }: Pick<Shipped, 'manifest' | 'files'>): string[] {
  const text = JSON.stringify(manifest);
  const protocols: readonly string[] = text.match(/"(?:workspace|catalog|link|file):[^"]*"/g) ?? [];
  const needed = { ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies };
  return [
    ...protocols.map((range) => `package.json says ${range}, which means nothing outside the workspace`),
    ...(text.includes('"@asyncio-ts/source"') ? ['package.json has the condition @asyncio-ts/source'] : []),
    ...installScriptsOf(manifest, files).map(
      (script) => `it has ${script}: installing a package must run nothing`,
    ),
    ...Object.keys(needed)
      .filter((name) => !ours.has(name))
      .map((name) => `package.json needs ${name}, which is none of these packages`),
    ...Object.entries(needed)
      .filter(([, range]) => !/^\^\d+\.\d+\.\d+$/.test(range) && !protocols.includes(`"${range}"`))
      .map(([name, range]) => `package.json asks for ${name} as ${range}, which is no range like ^0.1.0`),
  ];
}

/** Debuggers follow a map to the source that was shipped. A copy inside the map would be shipped twice. */
export function checkMaps({ files, maps }: Shipped): string[] {
  const listed = new Set(files);
  const unmapped = files.filter((path) => /^dist\/.*\.js$/.test(path) && !listed.has(`${path}.map`));
  return [
    ...unmapped.map((path) => `${path} has no source map`),
    ...Object.entries(maps).flatMap(([path, { sources, sourcesContent }]) => [
      ...sources
        .filter((source) => !listed.has(posix.join(posix.dirname(path), source)))
        .map((source) => `${path} points at ${source}, which is not shipped`),
      ...(sourcesContent?.some((content) => content !== null)
        ? [`${path} carries copies of its sources`]
        : []),
    ]),
  ];
}

/** Bundlers rename a class that names itself; messages and users' logs then say `_Task`. */
async function checkNames({ unpacked }: Tarball): Promise<string[]> {
  const entry = pathToFileURL(join(unpacked, 'dist', 'index.js')).href;
  return renamedClasses((await import(entry)) as Record<string, unknown>);
}

export function renamedClasses(exported: Record<string, unknown>): string[] {
  return Object.entries(exported).flatMap(([name, value]) =>
    typeof value === 'function' && /^class\b/.test(String(value)) && value.name !== name
      ? [`${name} is called ${value.name} when built`]
      : [],
  );
}
