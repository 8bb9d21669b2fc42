/**
 * Whether importing does nothing, as every manifest claims (`"sideEffects": false`). If the claim were false, a bundler
 * that believes it would leave out something that is needed.
 */
import { entriesOf } from '@asyncio-ts/workspace';

import type { Bundler } from './bundler.js';
import type { Check, Finding } from './check.js';
import { esbuild } from './esbuild.js';
import { importEffects } from './import-effects.js';
import { packages } from './packages.js';
import { rollup } from './rollup.js';

export const imports: Check = {
  name: 'imports',
  what: 'importing without using does nothing, and bundles to nothing',

  async *run(folder) {
    yield await importAll(folder);
    for (const bundler of [esbuild, rollup]) yield await bundleUnused(bundler, folder);
  },
};

async function importAll(folder: string): Promise<Finding> {
  const entries = packages.flatMap(({ manifest }) => entriesOf(manifest));
  return {
    what: `importing ${entries.length} entries changes no global, prototype or listener, and starts nothing`,
    complaints: await importEffects(folder, entries),
  };
}

async function bundleUnused(bundler: Bundler, folder: string): Promise<Finding> {
  const program = packages.map(({ name }) => `import '${name}';`).join('\n');
  const { files } = await bundler.bundle({ program, folder });
  return {
    what: `${bundler.name}: nothing is left of ${packages.length} packages that are imported and not used`,
    complaints: files.map(
      (file) => `something is left of ${file}: does its manifest say "sideEffects": false?`,
    ),
  };
}
