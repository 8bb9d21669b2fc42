/** The declarations of all packages, compiled as by somebody who does not skip those of libraries. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { entriesOf } from '@asyncio-ts/workspace';

import { type Tarball, unpackedIn } from './tarballs.js';
import { compile, type Host } from './typescript.js';

/** Once as on Node without the DOM, once as in a browser without Node. */
const HOSTS: readonly Host[] = ['node', 'dom'];

export async function checkDeclarations(tarballs: readonly Tarball[], home: string): Promise<string[]> {
  const folder = dirname(unpackedIn(home));
  const lines = tarballs
    .flatMap(({ manifest }) => entriesOf(manifest))
    .map((entry, i) => `export * as entry${i} from '${entry}';\n`);
  writeFileSync(join(folder, 'consumer.mts'), lines.join(''));
  return (await Promise.all(HOSTS.map((host) => compile(folder, ['consumer.mts'], { host })))).flat();
}
