/** The command line: see USAGE. */
import { readCommandLine, ROOT } from '@asyncio-ts/workspace';

import { publishAll } from './publish.js';

const USAGE = `pnpm release:publish    puts every package on npm whose version is not there yet, and tags it

  --dry-run          only says what would be published

Builds them first. In the release workflow npm trusts the workflow itself, and has to be 11.5.1 or newer; anywhere else
be logged in to npm, and know that the package will not say where it was made.`;

const { values } = readCommandLine(USAGE, {
  options: {
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const ended = await publishAll({
  root: ROOT,
  dryRun: values['dry-run'],
  interactive: process.stdin.isTTY,
  env: process.env,
  say: (line) => console.log(line),
});
process.exitCode = ended ? 0 : 1;
