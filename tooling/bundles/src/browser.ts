/** Whether everything that can be imported can be imported in a browser, too. */
import { entriesOf } from '@asyncio-ts/workspace';

import type { Bundler } from './bundler.js';
import type { Check, Finding } from './check.js';
import { esbuild } from './esbuild.js';
import { packages } from './packages.js';
import { rollup } from './rollup.js';

/**
 * What would load a module of Node's behind a bundler's back. Two names say it alone, however they are called. Of the two
 * that are words, too, the parentheses tell calls from statements and messages.
 */
const LOADERS = /\b(?:getBuiltinModule|createRequire)\b|\b(?:require|import)(?=\s*(?:\?\.\s*)?\()/g;

export const browser: Check = {
  name: 'browser',
  what: 'no module of Node’s in reach of any entry',

  async *run(folder) {
    const entries = packages.flatMap(({ manifest }) => entriesOf(manifest));
    for (const bundler of [esbuild, rollup]) yield await reach(bundler, entries, folder);
  },
};

async function reach(bundler: Bundler, entries: readonly string[], folder: string): Promise<Finding> {
  const program = entries.map((entry, index) => `export * as entry${index} from '${entry}';`).join('\n');
  const { builtins, code } = await bundler.bundle({ program, folder });
  return {
    what: `${bundler.name}: nothing of Node’s in reach of ${entries.length} entries`,
    complaints: [...builtins, ...loadersIn(await code())],
  };
}

/** What a bundle would load at run time; it is minified, so what the comments name is gone. */
export function loadersIn(code: string): string[] {
  return [...new Set(code.match(LOADERS))].map((loader) => `${loader} loads something at run time`);
}
