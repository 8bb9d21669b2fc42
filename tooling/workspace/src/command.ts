/** Other programs, each run to its end. What still runs when this process ends is ended, too. */
import { type ChildProcess, spawn } from 'node:child_process';

import { ROOT, withTools } from './root.js';

/** What a program came to. */
export interface Ended {
  /** Its exit code, or the signal that ended it; `undefined` if it could not be started. */
  readonly end: number | NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly output: string;
  /** All that it printed, below the command itself; `undefined` if it ended well. */
  readonly complaint: string | undefined;
}

/** A command that had to work did not; what follows from it means nothing. */
export class CommandFailed extends Error {
  static {
    this.prototype.name = 'CommandFailed';
  }
}

export interface CommandOptions {
  /** The top of the workspace, if it is not said. */
  readonly cwd?: string;
  /** This process's own, with the workspace's tools first on the PATH, if it is not said. */
  readonly env?: NodeJS.ProcessEnv;
  /** After so many milliseconds it is ended, by SIGTERM. */
  readonly timeout?: number;
  /** It has the terminal: it may ask, and what it prints is shown there, and is not in what it came to. */
  readonly interactive?: boolean;
}

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill();
});

/** Does not throw: a program that cannot be started says why in its complaint. */
export function command(name: string, args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const { interactive = false, ...rest } = options;
  const child = spawn(name, args, {
    cwd: ROOT,
    env: withTools(process.env),
    ...rest,
    shell: process.platform === 'win32' && /^\w+$/.test(name), // npm and its like are scripts there
    stdio: interactive ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  const said = { stdout: '', stderr: '', output: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
      said.output += text;
    });
  }
  return new Promise((resolve) => {
    const finish = (end: Ended['end'], problem: string | undefined): void => {
      alive.delete(child);
      const complaint = problem && `${[name, ...args].join(' ')}: ${problem}\n${said.output}`.trimEnd();
      resolve({ end, ...said, complaint });
    };
    child.on('error', (error) => finish(undefined, error.message));
    child.on('close', (code, signal) => {
      const end = code ?? signal!; // there is one of the two
      finish(end, end === 0 ? undefined : `ended with ${end}`);
    });
  });
}

/** Node itself, on a file or with flags. */
export function node(args: readonly string[], options?: CommandOptions): Promise<Ended> {
  return command(process.execPath, args, options);
}

/**
 * What a command printed that had to work.
 *
 * @throws {CommandFailed} it did not
 */
export async function outputOf(
  name: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<string> {
  const { stdout, complaint } = await command(name, args, options);
  if (complaint !== undefined) throw new CommandFailed(complaint);
  return stdout;
}
