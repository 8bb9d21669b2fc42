/**
 * How big each thing may get: minified and gzipped, in kB of 1,000 bytes. Raise a number only together with the reason.
 * Each is a little above what there is; one that is more than a tenth above it has to come down, too.
 */
import { dependenciesOf, packageNamed, packages, UMBRELLA } from './packages.js';

/** What somebody pays who writes `program`, and the most that it may be. */
export interface Budget {
  readonly name: string;
  readonly program: string;
  /** Packages that are not counted. */
  readonly without?: readonly string[];
  /** Whether it is for those whose bundler does not read `"sideEffects": false`. */
  readonly ignoresSideEffects?: boolean;
  readonly esbuild: number;
  readonly rollup: number;
}

/** Each package by itself, without those it imports: esbuild, Rollup. */
const parts: Readonly<Record<string, readonly [esbuild: number, rollup: number]>> = {
  '@asyncio-ts/contextvars': [2.3, 2.3],
  '@asyncio-ts/loop': [6.9, 6.8],
  '@asyncio-ts/tasks': [10.9, 10.4],
  '@asyncio-ts/structured': [3.5, 3.4],
  '@asyncio-ts/combinators': [3.5, 3.4],
  '@asyncio-ts/sync': [2.9, 2.8],
  '@asyncio-ts/queues': [2.7, 2.7],
  '@asyncio-ts/iterators': [3.3, 3.2],
  '@asyncio-ts/testing': [1.7, 1.6],
};

/** What is taken of the umbrella, with all that this imports. */
const takings: readonly Budget[] = [
  {
    name: `${UMBRELLA}, all of it`,
    program: `export * from '${UMBRELLA}'`,
    esbuild: 29.9,
    rollup: 30.1,
  },
  {
    name: `${UMBRELLA}, what a first program takes`,
    program: `export { run, sleep, createTask, gather } from '${UMBRELLA}'`,
    esbuild: 15.5,
    rollup: 15.1,
  },
  {
    name: `${UMBRELLA}, sleep alone`,
    program: `export { sleep } from '${UMBRELLA}'`,
    esbuild: 13.2,
    rollup: 12.9,
  },
  {
    // Static blocks of classes, mostly: no bundler looks into one, so each keeps its class.
    name: `${UMBRELLA}, nothing, by a bundler that does not believe the manifest`,
    program: `import '${UMBRELLA}'`,
    ignoresSideEffects: true,
    esbuild: 19.7,
    rollup: 19.6,
  },
];

/** One for each package, and some for what is taken of the umbrella. */
export const budgets: readonly Budget[] = [
  ...Object.entries(parts).map(([name, [esbuild, rollup]]) => ({
    name,
    program: `export * from '${name}'`,
    without: dependenciesOf(packageNamed(name)),
    esbuild,
    rollup,
  })),
  ...takings,
];

/** The packages that have no budget yet. */
export const unbudgeted: readonly string[] = packages
  .map(({ name }) => name)
  .filter((name) => name !== UMBRELLA && !(name in parts));
