/** Running the command line as a process, as `npm start` does. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

// As in the whole project's tests: sources, or with TEST_DIST=1 what was built of them.
const conditions = process.env['TEST_DIST'] ? [] : ['--conditions=@asyncio-ts/source'];

/** What a process left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm start -- ARGS`, without npm. */
export function runMain(...args: string[]): Promise<Ended> {
  const command = [...conditions, '--import', 'tsx', 'src/main.ts', ...args];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { cwd: root }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode, stdout, stderr });
    });
  });
}
