/** What lies in a folder's node_modules, by `npm ls --all --json --long`, and what is wrong with that. */
export interface Listed {
  readonly name?: string;
  readonly version?: string;
  readonly path?: string;
  readonly dependencies?: Readonly<Record<string, Listed>>;
}

export interface Copy {
  readonly name: string;
  readonly version: string;
  readonly path: string;
}

/** Every package once for each place it lies in. */
export function copiesIn(root: Listed): Copy[] {
  const found = new Map<string, Copy>();
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
  copies: readonly Copy[],
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
