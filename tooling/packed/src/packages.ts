/** The packages by folder, and what may come along when one is installed: its row of tooling/graph, and theirs. */
import { fileURLToPath } from 'node:url';

interface Table {
  readonly imports: Readonly<Record<string, readonly string[]>>;
  nameOf(folder: string): string;
}

// By address: the table is JavaScript without declarations.
const TABLE = new URL('../../graph/src/table.js', import.meta.url).href;
const table = (await import(TABLE)) as Table;

export const PACKAGES: string = fileURLToPath(new URL('../../../packages', import.meta.url));

/** Every package, by the name of its folder; what others are built on comes first. */
export const folders: readonly string[] = closureOf(Object.keys(table.imports));

/** The package's name on npm. */
export function nameOf(folder: string): string {
  return table.nameOf(folder);
}

export const names: ReadonlySet<string> = new Set(folders.map(nameOf));

/** These folders, and all that they may import, directly or not; what others are built on comes first. */
export function closureOf(wanted: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    for (const below of table.imports[folder] ?? []) visit(below);
    found.add(folder);
  };
  wanted.forEach(visit);
  return [...found];
}

/** The folder of what the command line calls `sync` or `@asyncio-ts/sync`. */
export function folderCalled(called: string): string | undefined {
  return folders.find((folder) => folder === called || nameOf(folder) === called);
}
