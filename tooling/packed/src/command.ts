/** Other programs, each run to its end. What still runs when this process ends is ended, too. */
import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** Everything it printed, below the command itself; `undefined` if it ended well. */
  readonly complaint: string | undefined;
}

/** A command that had to work did not; what follows from it means nothing. */
export class CommandFailed extends Error {
  static {
    this.prototype.name = 'CommandFailed';
  }
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const BIN = fileURLToPath(new URL('../../../node_modules/.bin', import.meta.url));
const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill();
});

/** The workspace's own tools come first, however this one was started. */
export const workspaceEnvironment: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: BIN + delimiter + (process.env['PATH'] ?? ''),
};

export function command(
  name: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Outcome> {
  const shell = process.platform === 'win32' && name !== process.execPath; // npm and its like are scripts there
  const child = spawn(name, args, {
    env: workspaceEnvironment,
    ...options,
    shell,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return new Promise((resolve) => {
    const end = (problem: string | undefined): void => {
      alive.delete(child);
      const complaint = problem && `${[name, ...args].join(' ')}: ${problem}\n${stdout}${stderr}`.trimEnd();
      resolve({ stdout, stderr, complaint });
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) =>
      end(code === 0 ? undefined : `ended with ${code ?? signal ?? 'nothing'}`),
    );
  });
}

/** Node itself, on a file or with flags. */
export function node(args: readonly string[], options?: CommandOptions): Promise<Outcome> {
  return command(process.execPath, args, options);
}
