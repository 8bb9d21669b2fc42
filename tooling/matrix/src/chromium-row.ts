/** The row that runs the packages' tests in a browser. */
import { join } from 'node:path';

import { chromiumPath, command, ROOT } from '@asyncio-ts/workspace';

import { Absent, type Outcome, type Row } from './row.js';
import { nodeTests } from './test-files.js';
import { runVitest } from './vitest-rows.js';

const MATRIX = join(ROOT, 'tooling/matrix');

/** Chromium, as the system has it: npm has none. */
export const chromiumRow: Row = {
  name: 'chromium',
  what: 'the packages’ tests in Chromium, but those that need Node',
  run: runInChromium,
};

async function runInChromium(): Promise<Outcome> {
  const path = chromiumPath();
  if (path === undefined) throw new Absent('no chromium on the PATH');
  const { output } = await command(path, ['--version']);
  const version = /\d+(?:\.\d+)+/.exec(output)?.[0] ?? output.trim();
  const [major] = version.split('.');
  const vitest = join(MATRIX, 'node_modules/vitest/vitest.mjs');
  return runVitest(
    {
      runtime: process.execPath,
      args: [vitest],
      version,
      isExpected: (found) => found.startsWith(`chromium ${major}.`), // a page is told no more than the major
    },
    [`--config=${join(MATRIX, 'vitest.chromium.config.ts')}`],
    [{ count: nodeTests().length, why: 'files left out: they need Node' }],
  );
}
