/** Whether somebody who takes one name of the umbrella gets only what that name is made of. */
import type { Bundler } from './bundler.js';
import type { Check, Finding } from './check.js';
import { esbuild } from './esbuild.js';
import { dependenciesOf, packageNamed, packageOf, packages, reachOf, UMBRELLA } from './packages.js';
import { rollup } from './rollup.js';

export const shaking: Check = {
  name: 'shaking',
  what: 'one name of the umbrella brings no package that its own may not import',

  async *run(folder) {
    const homes = await findHomes(folder);
    yield await shake(esbuild, [...homes.keys()], homes, folder);
    yield await shake(rollup, firstOfEach(homes), homes, folder); // it takes ten times as long as esbuild
  },
};

/** Each name of the umbrella with the package that defines it. */
async function findHomes(folder: string): Promise<Map<string, string>> {
  const namesOf = async (program: string, without: readonly string[]) =>
    (await esbuild.bundle({ program, folder, without })).names;
  const homes = new Map<string, string>();
  for (const each of packages.filter(({ name }) => name !== UMBRELLA)) {
    const names = await namesOf(`export * from '${each.name}'`, dependenciesOf(each));
    for (const name of names) homes.set(name, each.name);
  }
  const shown = await namesOf(`export * from '${UMBRELLA}'`, []);
  return new Map(shown.map((name) => [name, homes.get(name) ?? UMBRELLA]));
}

/** A name for each package: the first that it defines. */
function firstOfEach(homes: ReadonlyMap<string, string>): string[] {
  const names = [...homes.keys()];
  return [...new Set(homes.values())].map((home) => names.find((name) => homes.get(name) === home)!);
}

async function shake(
  bundler: Bundler,
  names: readonly string[],
  homes: ReadonlyMap<string, string>,
  folder: string,
): Promise<Finding> {
  const complaintsOf = async (name: string): Promise<string[]> => {
    const home = homes.get(name)!; // the names are its keys
    const { files } = await bundler.bundle({ program: `export { ${name} } from '${UMBRELLA}'`, folder });
    const besides = broughtBesides(files, home);
    return besides.length > 0 ? [`${name}, of ${home}, brings ${besides.join(', ')}`] : [];
  };
  const complaints = (await Promise.all(names.map(complaintsOf))).flat();
  return {
    what: `${bundler.name}: each of ${names.length} names of ${UMBRELLA} brings only what its package may import`,
    complaints,
  };
}

/** The packages that `files` belong to and that `home` may not import. */
export function broughtBesides(files: readonly string[], home: string): string[] {
  const allowed = reachOf(packageNamed(home));
  const found = new Set(files.map((file) => packageOf(file)?.name ?? file));
  return [...found].filter((name) => !allowed.has(name) && name !== UMBRELLA);
}
