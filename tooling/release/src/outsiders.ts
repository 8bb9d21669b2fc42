/** What a published package may ask for: nothing from outside, and nothing to be run on its users' machines. */
import { installScriptsOf, type Package } from '@asyncio-ts/workspace';

const OTHERS = ['peerDependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies'];

/** What is wrong with a package that is published: everything that would reach its users' machines from elsewhere. */
export function outsidersOf(
  { path, manifest }: Pick<Package, 'path' | 'manifest'>,
  published: readonly string[],
): string[] {
  const ranges = Object.entries(manifest.dependencies ?? {});
  return [
    ...ranges
      .filter(([name]) => !published.includes(name))
      .map(([name]) => `${path} depends on ${name}, which is no package of this workspace`),
    ...ranges
      .filter(([name, range]) => published.includes(name) && range !== 'workspace:^')
      .map(([name, range]) => `${path} asks for ${name} as ${range}: write workspace:^`),
    ...OTHERS.filter((kind) => kind in manifest).map(
      (kind) => `${path} has ${kind}: it must work with its dependencies alone`,
    ),
    ...installScriptsOf(manifest, []).map(
      (script) => `${path} has a script ${script}, which would run where it is installed`,
    ),
  ];
}
