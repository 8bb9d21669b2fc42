/** The packages that are published, as their manifests describe them. */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is read of a package.json. */
interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly files: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** A published package. */
export interface Package {
  readonly name: string;
  /** Its folder, an absolute path. */
  readonly root: string;
  /** What can be imported of it, such as `@asyncio-ts/tasks` and `@asyncio-ts/tasks/internal`. */
  readonly entries: readonly string[];
  /** The names of the packages it imports. */
  readonly dependencies: readonly string[];
  /** The files and folders of it that are published. */
  readonly ships: readonly string[];
}

/** The package that shows all others but `testing`. */
export const UMBRELLA = 'asyncio-ts';

/** Where all packages are. */
const PACKAGES = realpathSync(fileURLToPath(new URL('../../../packages/', import.meta.url)));

/** All of them. */
export const packages: readonly Package[] = readdirSync(PACKAGES).map(readPackage);

function readPackage(folder: string): Package {
  const root = join(PACKAGES, folder);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const entries = Object.keys(manifest.exports).filter((key) => !key.endsWith('.json'));
  return {
    name: manifest.name,
    root,
    entries: entries.map((entry) => manifest.name + entry.slice(1)),
    dependencies: Object.keys(manifest.dependencies ?? {}),
    ships: manifest.files,
  };
}

/** The package of this name. */
export function packageNamed(name: string): Package {
  const found = packages.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new RangeError(`no package ${name}; there are ${packages.map((each) => each.name).join(', ')}`);
  }
  return found;
}

/** The package that a file belongs to; undefined for one of the bundler's own. */
export function packageOf(file: string): Package | undefined {
  return packages.find(({ root }) => file.startsWith(root + sep));
}

/**
 * The package, those it imports, those that these import, and so on. The manifests are held to the table of
 * tooling/graph by the tests there.
 */
export function reachOf({ name, dependencies }: Package): ReadonlySet<string> {
  return new Set([name, ...dependencies.flatMap((next) => [...reachOf(packageNamed(next))])]);
}

/** The built scripts of a package, absolute paths. */
export function scriptsOf({ name, root }: Package): string[] {
  const dist = join(root, 'dist');
  if (!existsSync(dist)) throw new Error(`${name} is not built: run \`pnpm build\` first`);
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.js')).map((file) => join(dist, file));
}
