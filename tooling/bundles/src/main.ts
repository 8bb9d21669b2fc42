/** The command line: see USAGE. */
import { parseArgs } from 'node:util';

import { withApp } from './app.js';
import { type Check, lineOf } from './check.js';
import { browser } from './browser.js';
import { docs } from './docs.js';
import { imports } from './imports.js';
import { maps } from './maps.js';
import { packages } from './packages.js';
import { shaking } from './shaking.js';
import { size } from './size.js';

const checks: readonly Check[] = [size, shaking, imports, browser, maps, docs];

const USAGE = `pnpm check:bundles [CHECK…]     all checks, or only these; needs built packages (pnpm build)

${checks.map(({ name, what }) => `  ${name.padEnd(9)}${what}`).join('\n')}

  --help     this`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !checks.some((check) => check.name === name));

if (values.help) console.log(USAGE);
else if (unknown.length > 0) {
  console.error(
    `No such check: ${unknown.join(', ')}. There are: ${checks.map(({ name }) => name).join(', ')}`,
  );
  process.exitCode = 2;
} else {
  const chosen = checks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  await withApp(packages, async (folder) => {
    for (const check of chosen) await take(check, folder);
  });
}

async function take(check: Check, folder: string): Promise<void> {
  for await (const outcome of check.run(folder)) {
    console.log(lineOf(outcome));
    if (outcome.complaints.length > 0) process.exitCode = 1;
  }
}
