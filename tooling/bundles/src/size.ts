/** Holds what both bundlers make of the packages against the budgets. */
import { gzipSync } from 'node:zlib';

import { type Budget, budgets, unbudgeted } from './budgets.js';
import type { Bundler } from './bundler.js';
import type { Check, Finding } from './check.js';
import { esbuild } from './esbuild.js';
import { rollup } from './rollup.js';

/** How much bigger than what there is a budget may be. */
const SLACK = 1.1;

const FILE = 'tooling/bundles/src/budgets.ts';

export const size: Check = {
  name: 'size',
  what: 'each package, and what is taken of the umbrella, within its budget',

  async *run(folder) {
    yield {
      what: 'every package has a budget, in kB minified and gzipped',
      complaints: unbudgeted.map((name) => `${name} has none: give it a line in ${FILE}`),
    };
    for (const budget of budgets) yield await weigh(budget, folder);
  },
};

async function weigh(budget: Budget, folder: string): Promise<Finding> {
  const sizeBy = async ({ bundle }: Bundler) => gzipped(await (await bundle({ ...budget, folder })).code());
  const sizes = [
    { bundler: esbuild.name, allowed: budget.esbuild, bytes: await sizeBy(esbuild) },
    { bundler: rollup.name, allowed: budget.rollup, bytes: await sizeBy(rollup) },
  ];
  const shown = sizes.map(
    ({ bundler, allowed, bytes }) => `${bundler} ${inKilobytes(bytes)} of ${allowed} kB`,
  );
  return {
    what: `${budget.name}: ${shown.join(', ')}`,
    complaints: sizes.flatMap(({ bundler, allowed, bytes }) => complaintsOf(bundler, allowed, bytes)),
  };
}

/** What is wrong with a budget of `allowed` kB for something of `bytes`. */
export function complaintsOf(bundler: string, allowed: number, bytes: number): string[] {
  if (bytes > allowed * 1000) {
    return [
      `${bundler}: ${inKilobytes(bytes)} kB are more than ${allowed} kB. Make it smaller, or say why not in ${FILE}`,
    ];
  }
  if (allowed * 1000 > bytes * SLACK) {
    return [
      `${bundler}: a budget of ${allowed} kB is loose for ${inKilobytes(bytes)} kB. Bring it down in ${FILE}`,
    ];
  }
  return [];
}

function inKilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(2);
}

/** The size that is sent over a network, in bytes. */
export function gzipped(code: string): number {
  return gzipSync(code, { level: 9 }).length;
}
