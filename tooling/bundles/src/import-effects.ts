/** What importing does to the program that imports, seen by a program of its own. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { node } from '@asyncio-ts/workspace';

/** A program that has nothing more to do ends at once; this is for a busy machine. */
const PATIENCE_MS = 10_000;

const OBSERVER = fileURLToPath(new URL('./import-observer.mjs', import.meta.url));

/** Imports `entries`, one after the other, as a program in `folder` would; returns what that changed. */
export async function importEffects(folder: string, entries: readonly string[]): Promise<string[]> {
  const program = join(folder, 'import-observer.mjs');
  copyFileSync(OBSERVER, program); // imports are looked up from where the program stands
  const { end, stdout, stderr } = await node([program, ...entries], { timeout: PATIENCE_MS });
  const complaints = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
  if (end === 'SIGTERM') complaints.push(`the program had not ended after ${PATIENCE_MS / 1000} s`);
  else if (end !== 0) complaints.push(`the program ended with ${end ?? 'nothing'}`);
  return complaints;
}
