/** What lies in a folder's node_modules, by `npm ls --all --json --long`, and what is wrong with that. */
import { closureOf, nameOf } from '@asyncio-ts/workspace';

import type { Consumer } from './consumer.js';

export interface Listed {
  readonly name?: string;
  readonly version?: string;
  readonly path?: string;
  readonly dependencies?: Readonly<Record<string, Listed>>;
}

export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly path: string;
}

/** Only what the rows of `wanted` allow, and one copy of each. */
export async function checkInstalled(consumer: Consumer, wanted: readonly string[]): Promise<string[]> {
  const { stdout, complaint } = await consumer.list();
  if (complaint !== undefined) return [complaint];
  const allowed = new Set(closureOf(wanted).map(nameOf));
  return checkCopies(copiesIn(JSON.parse(stdout) as Listed), wanted.map(nameOf), allowed);
}

/** Every package once for each place it lies in. */
export function copiesIn(root: Listed): Installed[] {
  const found = new Map<string, Installed>();
  const visit = ({ dependencies = {} }: Listed): void => {
    for (const [name, listed] of Object.entries(dependencies)) {
      const { version = 'no version', path = 'nowhere' } = listed;
      found.set(path, { name, version, path });
      visit(listed);
    }
  };
  visit(root);
  return [...found.values()];
}

/** `wanted` must be there, nothing but `allowed` may be, and of each only one copy. */
export function checkCopies(
  copies: readonly Installed[],
  wanted: readonly string[],
  allowed: ReadonlySet<string>,
): string[] {
  const places = new Map<string, string[]>();
  for (const { name, path } of copies) places.set(name, [...(places.get(name) ?? []), path]);
  return [
    ...wanted.filter((name) => !places.has(name)).map((name) => `${name} was not installed`),
    ...[...places.keys()]
      .filter((name) => !allowed.has(name))
      .map((name) => `brings ${name}, which the row in tooling/graph/graph.json does not allow`),
    ...[...places]
      .filter(([, found]) => found.length > 1)
      .map(([name, found]) => `brings ${found.length} copies of ${name}: ${found.join(', ')}`),
  ];
}
