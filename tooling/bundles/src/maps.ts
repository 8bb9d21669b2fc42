/**
 * Whether a debugger is led, by the maps beside the scripts, to where a thing stands in the source. That the files are
 * there and shipped is looked at in the tarballs (tooling/packed).
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { type EncodedSourceMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

import { filesIn } from '@asyncio-ts/workspace';

import type { Check } from './check.js';
import { type Definition, definitionsIn } from './definitions.js';
import { packages } from './packages.js';

export const maps: Check = {
  name: 'maps',
  what: 'the map of every script leads to the right place',

  *run() {
    const scripts = packages.flatMap(({ root }) => scriptsIn(root).map((script) => ({ root, script })));
    const read = scripts.map(({ root, script }) => {
      const { traced, complaints } = readMap(script);
      const shown = relative(dirname(root), script);
      return { traced, complaints: complaints.map((complaint) => `${shown}: ${complaint}`) };
    });
    const traced = read.reduce((sum, each) => sum + each.traced, 0);
    yield {
      what: `${read.length} maps lead ${traced} definitions to where they stand`,
      complaints: read.flatMap(({ complaints }) => complaints),
    };
  },
};

/** The built scripts of the package at `root`, absolute paths. */
function scriptsIn(root: string): string[] {
  const dist = join(root, 'dist');
  return filesIn(dist)
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(dist, file));
}

/** What one map is worth: how many definitions were looked up in it, and what is wrong. */
export interface MapReading {
  readonly traced: number;
  readonly complaints: readonly string[];
}

/** Reads the map that `script` names, an absolute path. */
export function readMap(script: string): MapReading {
  const code = readFileSync(script, 'utf8');
  const named = /\n\/\/# sourceMappingURL=(\S+)\s*$/.exec(code)?.[1];
  if (named === undefined) return { traced: 0, complaints: ['names no map in its last line'] };
  const file = resolve(dirname(script), named);
  if (!existsSync(file)) return { traced: 0, complaints: [`names ${named}, which is not there`] };
  const map = JSON.parse(readFileSync(file, 'utf8')) as EncodedSourceMap;
  const definitions = definitionsIn(code);
  return { traced: definitions.length, complaints: misplaced(definitions, map, linesOf(file, map)) };
}

/** The lines of each source of the map that can be read. */
function linesOf(file: string, map: EncodedSourceMap): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, readonly string[]>();
  for (const source of map.sources) {
    const path = resolve(dirname(file), map.sourceRoot ?? '', source ?? '');
    if (source !== null && existsSync(path)) lines.set(source, readFileSync(path, 'utf8').split('\n'));
  }
  return lines;
}

/** The definitions that the map leads elsewhere than to where their name stands. */
function misplaced(
  definitions: readonly Definition[],
  map: EncodedSourceMap,
  lines: ReadonlyMap<string, readonly string[]>,
): string[] {
  const traces = new TraceMap(map);
  return definitions.flatMap(({ name, line, column }) => {
    const { source, line: found } = originalPositionFor(traces, { line, column });
    const text = lines.get(source ?? '')?.[(found ?? 0) - 1];
    if (text !== undefined && sourceNames(name).some((each) => hasWord(text, each))) return [];
    const place = source === null ? 'nowhere' : `${source}:${found}, which reads: ${(text ?? '').trim()}`;
    return [`${name}, in line ${line}, is led to ${place}`];
  });
}

/** What the source may call it: esbuild calls the second `describe` of a script `describe2`. */
function sourceNames(name: string): string[] {
  return [name, name.replace(/\d+$/, '')];
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w$])${word.replaceAll('$', '\\$')}(?![\\w$])`).test(text);
}
