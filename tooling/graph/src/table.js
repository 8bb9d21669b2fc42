// The one table of which package may import which. `graph.json` holds it by folder name: `imports` are the packages it
// may import ("*" is every package that has a list of its own), `internal` says that it has an `./internal` entry for
// its siblings.
//
// From it come the rules of dependency-cruiser (rules.js), the `dependencies` that a test demands of each package.json,
// and the drawing in ARCHITECTURE.md (draw.js).
import { readFileSync } from 'node:fs';

const graph = JSON.parse(readFileSync(new URL('../graph.json', import.meta.url), 'utf8'));

/** The packages with a list of their own: all but the umbrella and `testing`, which stand above everything. */
export const parts = Object.keys(graph).filter((folder) => graph[folder].imports !== '*');

/** The packages above all parts. */
export const wholes = Object.keys(graph).filter((folder) => !parts.includes(folder));

/** Folder by folder, the folders it may import. */
export const imports = Object.fromEntries(
  Object.keys(graph).map((folder) => [folder, wholes.includes(folder) ? parts : graph[folder].imports]),
);

/** The entry points, as in the keys of `exports` but for `./package.json`. */
export const entriesOf = (folder) => (graph[folder].internal ? ['index', 'internal'] : ['index']);

/** The package's name on npm: the umbrella has none of the scope's. */
export const nameOf = (folder) => (folder === 'asyncio' ? 'asyncio-ts' : `@asyncio-ts/${folder}`);

/** The umbrella shows users what is public, and nothing else; all others may reach for a sibling's `./internal`. */
export const mayReachInside = (folder) => folder !== 'asyncio';
