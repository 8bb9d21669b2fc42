/** What importing does to the program that imports, seen by a program of its own. */
import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** A program that has nothing more to do ends at once; this is for a busy machine. */
const PATIENCE_MS = 10_000;

const OBSERVER = fileURLToPath(new URL('./import-observer.mjs', import.meta.url));

/** Imports `entries`, one after the other, as a program in `folder` would; returns what that changed. */
export async function importEffects(folder: string, entries: readonly string[]): Promise<string[]> {
  const program = join(folder, 'import-observer.mjs');
  copyFileSync(OBSERVER, program); // imports are looked up from where the program stands
  const child = spawn(process.execPath, [program, ...entries], { stdio: 'pipe', timeout: PATIENCE_MS });
  const ended = new Promise<NodeJS.Signals | number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve(signal ?? code);
    });
  });
  const [output, errors, end] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const complaints = `${output}${errors}`.split('\n').filter((line) => line !== '');
  if (end === 'SIGTERM') complaints.push(`the program had not ended after ${PATIENCE_MS / 1000} s`);
  else if (end !== 0) complaints.push(`the program ended with ${end ?? 'nothing'}`);
  return complaints;
}
