/** Runs commands and collects what they say. */
import { spawn, type SpawnOptions } from 'node:child_process';

/** What a command came to. */
export interface Ended {
  /** `undefined`: it could not be started, or a signal ended it. */
  readonly code: number | undefined;
  /** What it wrote, to both streams, in the order in which it came. */
  readonly output: string;
}

/** Runs it to its end. Does not throw: one that cannot be started says why in its output. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Ended> {
  const shell = process.platform === 'win32' && command === 'npm'; // there it is npm.cmd
  const child = spawn(command, args, { ...options, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((resolve) => {
    child.on('error', (error) => {
      resolve({ code: undefined, output: `${output}${error.message}` });
    });
    child.on('close', (code) => {
      resolve({ code: code ?? undefined, output });
    });
  });
}
