/** Whether somebody who takes one name of the umbrella gets only what that name is made of. */
import type { Bundler } from './bundler.js';
import type { Check, Outcome } from './check.js';
import { esbuild } from './esbuild.js';
import { packageNamed, packageOf, packages, reachOf, UMBRELLA } from './packages.js';
import { rollup } from './rollup.js';

/** Rollup takes ten times as long as esbuild: a name of each package must do. */
const SOME = ['ContextVar', 'EventLoop', 'sleep', 'TaskGroup', 'gather', 'Lock', 'Queue', 'asyncFor'];

export const shaking: Check = {
  name: 'shaking',
  what: 'one name of the umbrella brings no package that its own may not import',

  async *run(folder) {
    const homes = await findHomes(folder);
    yield await shake(esbuild, [...homes.keys()], homes, folder);
    yield await shake(rollup, SOME, homes, folder);
  },
};

/** Each name of the umbrella with the package that defines it. */
async function findHomes(folder: string): Promise<Map<string, string>> {
  const namesOf = async (program: string, without: readonly string[]) =>
    (await esbuild.bundle({ program, folder, without })).names;
  const homes = new Map<string, string>();
  for (const { name, dependencies } of packages.filter(({ name }) => name !== UMBRELLA)) {
    for (const each of await namesOf(`export * from '${name}'`, dependencies)) homes.set(each, name);
  }
  const shown = await namesOf(`export * from '${UMBRELLA}'`, []);
  return new Map(shown.map((name) => [name, homes.get(name) ?? UMBRELLA]));
}

async function shake(
  bundler: Bundler,
  names: readonly string[],
  homes: ReadonlyMap<string, string>,
  folder: string,
): Promise<Outcome> {
  const complaintsOf = async (name: string): Promise<string[]> => {
    const home = homes.get(name);
    if (home === undefined) return [`${UMBRELLA} has no ${name} any more: name another in src/shaking.ts`];
    const { files } = await bundler.bundle({ program: `export { ${name} } from '${UMBRELLA}'`, folder });
    const strangers = strangersIn(files, home);
    return strangers.length > 0 ? [`${name}, of ${home}, brings ${strangers.join(', ')}`] : [];
  };
  const complaints = (await Promise.all(names.map(complaintsOf))).flat();
  return {
    what: `${bundler.name}: each of ${names.length} names of ${UMBRELLA} brings only what its package may import`,
    complaints,
  };
}

/** The packages that `files` belong to and that `home` may not import. */
export function strangersIn(files: readonly string[], home: string): string[] {
  const allowed = reachOf(packageNamed(home));
  const found = new Set(files.map((file) => packageOf(file)?.name ?? file));
  return [...found].filter((name) => !allowed.has(name) && name !== UMBRELLA);
}
