/** Whether a debugger finds, by the maps beside the scripts, the source that was published with them. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';

import { type EncodedSourceMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

import type { Check } from './check.js';
import { type Definition, definitionsIn } from './definitions.js';
import { type Package, packages, scriptsOf } from './packages.js';

export const maps: Check = {
  name: 'maps',
  what: 'the map of every script leads into sources that are published, and to the right place',

  async *run() {
    await Promise.resolve();
    const read = packages.flatMap((each) => scriptsOf(each).map((script) => readMap(each, script)));
    const traced = read.reduce((sum, each) => sum + each.traced, 0);
    yield {
      what: `${read.length} maps lead to published sources, and ${traced} definitions to where they stand`,
      complaints: read.flatMap(({ complaints }) => complaints),
    };
  },
};

/** What one map is worth: how many definitions were found by it, and what is wrong. */
export interface MapReading {
  readonly traced: number;
  readonly complaints: readonly string[];
}

/** Reads the map that `script` names, an absolute path. */
export function readMap(owner: Pick<Package, 'root' | 'ships'>, script: string): MapReading {
  const shown = relative(dirname(owner.root), script);
  const code = readFileSync(script, 'utf8');
  const named = /\n\/\/# sourceMappingURL=(\S+)\s*$/.exec(code)?.[1];
  if (named === undefined) return { traced: 0, complaints: [`${shown} names no map in its last line`] };
  const file = resolve(dirname(script), named);
  if (!existsSync(file)) return { traced: 0, complaints: [`${shown} names ${named}, which is not there`] };
  const map = JSON.parse(readFileSync(file, 'utf8')) as EncodedSourceMap;
  const sources = readSources(owner, file, map);
  const definitions = definitionsIn(code);
  const complaints =
    sources.complaints.length > 0 ? sources.complaints : misplaced(definitions, map, sources.texts);
  return {
    traced: definitions.length,
    complaints: complaints.map((complaint) => `${shown}: ${complaint}`),
  };
}

/** The text of each source of the map, and what is wrong with them. */
function readSources({ root, ships }: Pick<Package, 'root' | 'ships'>, file: string, map: EncodedSourceMap) {
  const complaints: string[] = [];
  const texts = new Map<string, readonly string[]>();
  for (const [index, source] of map.sources.entries()) {
    const path = resolve(dirname(file), map.sourceRoot ?? '', source ?? '');
    if (!existsSync(path)) {
      complaints.push(`${source ?? 'a source without a name'} is not there`);
      continue;
    }
    const text = readFileSync(path, 'utf8');
    const inside = relative(root, path).split(sep);
    if (!ships.includes(inside[0]!) && inside[0] !== 'package.json')
      complaints.push(`${inside.join('/')} is not among the "files" that ship`);
    const kept = map.sourcesContent?.[index] ?? text;
    if (kept !== text) complaints.push(`${inside.join('/')} is not what sourcesContent says: build again`);
    texts.set(source ?? '', text.split('\n'));
  }
  return { texts, complaints };
}

/** The definitions that the map leads elsewhere than to where their name stands. */
function misplaced(
  definitions: readonly Definition[],
  map: EncodedSourceMap,
  texts: ReadonlyMap<string, readonly string[]>,
): string[] {
  const traces = new TraceMap(map);
  return definitions.flatMap(({ name, line, column }) => {
    const { source, line: found } = originalPositionFor(traces, { line, column });
    const text = texts.get(source ?? '')?.[(found ?? 0) - 1];
    if (text !== undefined && new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text))
      return [];
    const place = source === null ? 'nowhere' : `${source}:${found}, which reads: ${(text ?? '').trim()}`;
    return [`${name}, in line ${line}, is led to ${place}`];
  });
}
