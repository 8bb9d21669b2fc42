/** The command line: see USAGE. */
import { parseArgs } from 'node:util';

import { ROOT } from './manifest.js';
import { publishAll } from './publish.js';

const USAGE = `npm run release:publish    puts every package on npm whose version is not there yet, and tags it

  --dry-run          only says what would be published

Needs built packages (npm run build) and npm 11.5.1 or newer. In the release workflow npm trusts the workflow itself;
anywhere else be logged in to npm, and know that the package will not say where it was made.`;

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(USAGE);
else {
  const { 'dry-run': dryRun } = values;
  const ended = publishAll({
    root: ROOT,
    dryRun,
    interactive: process.stdin.isTTY,
    env: process.env,
    say: (line) => console.log(line),
  });
  process.exitCode = ended ? 0 : 1;
}
