/** Who needs whom, by the table of tooling/graph, which knows the packages by their folders. */

interface Table {
  readonly imports: Readonly<Record<string, readonly string[]>>;
  nameOf(folder: string): string;
}

// By address: the table is JavaScript without declarations.
const TABLE = new URL('../../graph/src/table.js', import.meta.url).href;
const table = (await import(TABLE)) as Table;

/** Every published package, by its folder; what others are built on comes first, and has to be published first. */
export const folders: readonly string[] = closureOf(Object.keys(table.imports));

/** The package's name on npm. */
export function nameOf(folder: string): string {
  return table.nameOf(folder);
}

/** The folder of what is called `sync` or `@asyncio-ts/sync`. */
export function folderCalled(called: string): string | undefined {
  return folders.find((folder) => folder === called || nameOf(folder) === called);
}

/** These, and all that they may import, directly or not; what others are built on comes first. */
export function closureOf(wanted: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    for (const below of table.imports[folder] ?? []) visit(below); // ends: a test of the table's finds circles
    found.add(folder);
  };
  wanted.forEach(visit);
  return [...found];
}

/** Those that import `folder` themselves. */
export function dependentsOf(folder: string): string[] {
  return folders.filter((each) => table.imports[each]?.includes(folder));
}

/** Those that import it, directly or not. */
export function allDependentsOf(folder: string): string[] {
  return folders.filter((each) => each !== folder && closureOf([each]).includes(folder));
}
