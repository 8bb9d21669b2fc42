/** The workspace's compiler, in a folder that has none, with the strictest settings a user may have. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { node, ROOT } from '@asyncio-ts/workspace';

const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const TYPES = join(ROOT, 'node_modules', '@types');
/** The few globals that every host has, `console` and `AbortSignal` among them: what the packages' sources see. */
const ANY_HOST = join(ROOT, 'tooling', 'types', 'host.d.ts');

export type Host = 'any' | 'node' | 'dom';

/** Compiles `files` of `folder`, declarations of libraries included. JavaScript goes into `out`, if there is one. */
export async function compile(
  folder: string,
  files: readonly string[],
  { host, out }: { host: Host; out?: string },
): Promise<string[]> {
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    target: 'es2022',
    module: 'nodenext',
    lib: host === 'dom' ? ['es2022', 'dom'] : ['es2022'],
    types: host === 'node' ? ['node'] : [],
    typeRoots: [TYPES], // a registry without anything else cannot give @types/node
    ...(out === undefined ? { noEmit: true } : { outDir: out }),
  };
  if (host === 'any') copyFileSync(ANY_HOST, join(folder, 'host.d.ts'));
  const all = host === 'any' ? [...files, 'host.d.ts'] : files;
  const config = join(folder, `tsconfig.${host}.json`);
  writeFileSync(config, JSON.stringify({ compilerOptions, files: all }, null, 2));
  const { complaint } = await node([TSC, '-p', config], { cwd: folder });
  return complaint === undefined ? [] : [complaint];
}
