import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

import { readBuilt } from './tooling/matrix/src/built.js';
import { isInternal, reaches, testsOf } from './tooling/matrix/src/imports.js';

const env = process.env;
// While sources are mutated: only the tests of the package concerned, and of those only the quick ones.
const mutated = env['MUTATE'];
const slow = ['**/*.exhaustive.test.ts', '**/*.properties.test.ts', '**/processes.test.ts'];
// Tests read sources through the packages' own export condition; TEST_DIST=1 makes them read dist. Then those that test
// what is inside a package have to stay out (`pnpm matrix` counts them).
const built = Boolean(env['TEST_DIST']);
const source = built ? [] : ['@asyncio-ts/source'];
const conditions = [...source, 'module', 'node', 'development|production'];

// Their tests leave nothing behind. Those of other packages listen for signals, load modules anew, or replace globals.
const selfContained = new Set(
  ['combinators', 'iterators', 'queues', 'structured', 'sync'].map((name) => `@asyncio-ts/${name}`),
);

// Vitest may be started from a package's folder: every path hangs on this file, not on the working directory.
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One project for each package of `folder` that has tests, under the package's own name. */
function projectsIn(folder: string) {
  return readdirSync(here(folder))
    .map((dir) => here(`${folder}/${dir}`))
    .filter((root) => existsSync(`${root}/package.json`) && existsSync(`${root}/test`))
    .map((root) => {
      const { name } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { name: string };
      return {
        extends: true as const,
        test: {
          name,
          root,
          include: ['test/**/*.test.ts', 'test/**/*.test.js'],
          // One process for several files, where none of them changes what others see: half the time of one for each.
          isolate: !selfContained.has(name),
          testTimeout: 20_000, // no test takes long, but a machine that does other things is slow
          ...(mutated && { exclude: slow, testTimeout: 5000 }),
          ...(built && {
            exclude: testsOf(root).filter((file) => reaches(file, isInternal)),
            setupFiles: here('tooling/matrix/src/canary.ts'),
          }),
        },
      };
    });
}

// One project for every type test: a tsc process per project would cost about a second each.
const types = {
  extends: true as const,
  test: {
    name: 'types',
    root: here('.'),
    include: [],
    typecheck: {
      enabled: true,
      only: true,
      include: ['packages/*/test/**/*.test-d.ts'],
      tsconfig: here('tsconfig.test.json'),
    },
  },
};

export default defineConfig({
  plugins: built ? [readBuilt()] : [],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    passWithNoTests: true,
    maxWorkers: '100%', // one core less by default, which is half of two
    projects: mutated
      ? projectsIn('packages').filter((project) => project.test.name === mutated)
      : [
          ...(built ? [] : [types]),
          ...projectsIn('packages'),
          ...projectsIn('apps'),
          ...projectsIn('tooling'),
        ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      reporter: [['text', { skipFull: true }], 'text-summary', 'json-summary'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
