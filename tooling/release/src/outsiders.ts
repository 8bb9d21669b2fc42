/** What package.jsons may ask for: published ones nothing from outside, all others exact versions only. */
import type { Package, Ranges } from './manifest.js';

/** Scripts that npm runs on the machine of whoever installs the package. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare'] as const;

const EXACT = /^(?:npm:[^@]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** What is wrong with a package that is published: everything that would reach its users' machines from elsewhere. */
export function outsidersOf({ folder, manifest }: Package, published: readonly string[]): string[] {
  const { dependencies = {}, scripts = {}, ...rest } = manifest;
  const others = ['peerDependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies'];
  return [
    ...Object.keys(dependencies)
      .filter((name) => !published.includes(name))
      .map((name) => `${folder} depends on ${name}, which is no package of this workspace`),
    ...Object.entries(dependencies)
      .filter(([name, range]) => published.includes(name) && range !== 'workspace:^')
      .map(([name, range]) => `${folder} asks for ${name} as ${range}: write workspace:^`),
    ...others
      .filter((kind) => kind in rest)
      .map((kind) => `${folder} has ${kind}: it must work with its dependencies alone`),
    ...INSTALL_SCRIPTS.filter((script) => script in scripts).map(
      (script) => `${folder} has a script ${script}, which would run where it is installed`,
    ),
  ];
}

/** The tools and libraries that somebody else's release could change under us: those with a range for a version. */
export function looseVersions(where: string, ranges: Ranges = {}): string[] {
  return Object.entries(ranges)
    .filter(([, range]) => !EXACT.test(range) && !/^(?:workspace|catalog):/.test(range))
    .map(([name, range]) => `${where} asks for ${name} as ${range}: write the exact version`);
}
