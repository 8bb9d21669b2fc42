/** The row that runs the packages' tests in a browser. */
import { join } from 'node:path';

import { chromiumPath, nodeTests } from './browser-tests.js';
import { runCommand } from './command.js';
import { TOP } from './packages.js';
import { Absent, type Outcome, type Row } from './row.js';
import { runVitest } from './vitest-rows.js';

const MATRIX = join(TOP, 'tooling/matrix');

/** Chromium, as the system has it: npm has none. */
export const chromiumRow: Row = {
  name: 'chromium',
  what: 'the packages’ tests in Chromium, but those that need Node',
  run: runInChromium,
};

async function runInChromium(): Promise<Outcome> {
  const path = chromiumPath();
  if (path === undefined) throw new Absent('no chromium on the PATH');
  const { output } = await runCommand(path, ['--version']);
  const version = /\d+(?:\.\d+)+/.exec(output)?.[0] ?? output.trim();
  const [major] = version.split('.');
  const vitest = join(MATRIX, 'node_modules/vitest/vitest.mjs');
  return runVitest(
    {
      command: process.execPath,
      args: [vitest],
      version,
      isExpected: (runtime) => runtime.startsWith(`chromium ${major}.`), // a page is told no more than the major
    },
    [`--config=${join(MATRIX, 'vitest.chromium.config.ts')}`],
    [{ count: nodeTests().length, why: 'files left out: they need Node' }],
  );
}
