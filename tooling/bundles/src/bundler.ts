/** What esbuild and Rollup have in common here: they are given one line of a program, and tell what became of it. */
/** What to bundle. */
export interface BundleInput {
  /** The program: `export { sleep } from 'asyncio-ts'`. */
  readonly program: string;
  /** The folder it stands in; what it imports is looked up from there. */
  readonly folder: string;
  /** Packages that are left out, as if they came from elsewhere. */
  readonly without?: readonly string[];
  /** Do not believe a manifest that says `"sideEffects": false`: for a bundler that does not read it. */
  readonly ignoresSideEffects?: boolean;
}

/** What became of it. */
export interface Bundle {
  /** The files of which something is left in it; absolute paths. */
  readonly files: readonly string[];
  /** What it exports. */
  readonly names: readonly string[];
  /** What of Node's it would import, each with the file that wants it. */
  readonly builtins: readonly string[];
  /** Its code, minified: that takes longer than all else. */
  readonly code: () => Promise<string>;
}

/** One of the two. */
export interface Bundler {
  readonly name: string;
  readonly bundle: (order: BundleInput) => Promise<Bundle>;
}

/** Whether `source`, as written in an import, is one of these packages or an entry of one. */
export function isOf(packages: readonly string[], source: string): boolean {
  return packages.some((name) => source === name || source.startsWith(`${name}/`));
}
