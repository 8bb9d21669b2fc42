/** Real programs in processes of their own: signals, deadlocks, the environment. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

/** Packages as sources, or built: as this test itself sees them. */
const conditions = process.env['TEST_DIST'] === undefined ? ['--conditions=@asyncio-ts/source'] : [];

interface Ended {
  readonly lines: string[];
  readonly errors: string;
  readonly code: number | null;
  readonly signal: string | null;
}

/** Runs `programs/NAME.ts`, and sends it a signal for each of the lines. */
function runProgram(
  [name, ...args]: [string, ...string[]],
  signals: Readonly<Record<string, NodeJS.Signals>> = {},
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const path = fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', ...conditions, path, ...args], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, ASYNCIO_DEBUG: '', NODE_OPTIONS: '', NODE_V8_COVERAGE: undefined, ...env },
  });
  let [output, errors] = ['', ''];
  // Not `child.kill`: Deno sends only one signal by that, and tells no exit code afterwards.
  const send = (signal: NodeJS.Signals): void => void process.kill(child.pid!, signal); // it has written a line
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    for (const line of text.split('\n')) if (signals[line] !== undefined) send(signals[line]);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ lines: output.trimEnd().split('\n'), errors, code, signal });
    });
  });
}

describe.concurrent('a program', { timeout: 30_000 }, () => {
  it('is cancelled by Ctrl-C, may clean up, and its run ends with KeyboardInterrupt', async () => {
    const { lines, code } = await runProgram(['interrupted', '0.01'], { ready: 'SIGINT' });
    expect(lines).toEqual(['ready', 'cleaning up', 'cleaned up', 'ended by KeyboardInterrupt']);
    expect(code).toBe(130);
  });

  it('is ended by a second Ctrl-C, as the system does it', async () => {
    const { lines, signal } = await runProgram(['interrupted', '60'], {
      ready: 'SIGINT',
      'cleaning up': 'SIGINT',
    });
    expect([lines, signal]).toEqual([['ready', 'cleaning up'], 'SIGINT']);
  });

  // While a module awaits at its top level, Bun and Deno tell nobody that nothing is left to come: Bun waits for good.
  it.skipIf('Bun' in globalThis || 'Deno' in globalThis)(
    'that can never go on is told so, after what it waits for, and cleans up',
    async () => {
      const { lines, code } = await runProgram(['deadlocked']);
      const reportOf = (name: string): string[] => [
        `${name} cleans up`,
        'DeadlockError: nothing is ready, no timer is set, and the host has nothing left that could wake the loop',
        `  Task-N: main() waits for ${name}'s child`,
        `    ${name}'s child: waits() waits for <Future pending cb=[wakeup of ${name}'s child]>`,
      ];
      expect(lines).toEqual([...reportOf('newer'), ...reportOf('older'), 'the program goes on']);
      expect(code).toBe(0);
    },
  );

  it('stays alive for a signal handler, which runs', async () => {
    const { lines, code } = await runProgram(['signalled'], { ready: 'SIGTERM' });
    expect([lines, code]).toEqual([['ready', 'SIGTERM handled'], 0]);
  });

  it('is not kept alive by a loop that has nothing to do', async () => {
    const { lines, code } = await runProgram(['endless']);
    expect([lines, code]).toEqual([['the last timer'], 0]);
  });

  it('is told of errors that it forgot; in debug mode, by ASYNCIO_DEBUG=1, also of coroutines', async () => {
    const [usual, debug] = await Promise.all([
      runProgram(['forgetful']),
      runProgram(['forgetful'], {}, { ASYNCIO_DEBUG: '1' }),
    ]);
    for (const { errors, code } of [usual, debug]) {
      expect(errors).toMatch(/Task exception was never retrieved\nfuture: <Task finished name='forgotten'/);
      expect(errors).toContain('TypeError: nobody looks');
      expect(code).toBe(0);
    }
    expect(usual.errors).not.toContain('never awaited');
    expect(debug.errors).toMatch(/coroutine 'sleep' was never awaited at .*forgetful\.ts:10/);
  });
});
