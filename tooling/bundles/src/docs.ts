/** Whether an editor has something to say about everything that users can reach, by the declarations they install. */
import { join } from 'node:path';

import type { Check } from './check.js';
import { readDeclarations } from './declarations.js';
import { packages } from './packages.js';

export const docs: Check = {
  name: 'docs',
  what: 'the declarations explain everything public, and show nothing internal',

  *run() {
    const files = packages.map(({ root }) => join(root, 'dist', 'index.d.ts'));
    const { documented, complaints } = readDeclarations(files);
    yield {
      what: `${documented} public names and members carry docs, and nothing internal shows`,
      complaints,
    };
  },
};
