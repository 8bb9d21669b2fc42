/** The command line: see USAGE. */
import { readCommandLine, refuseCommandLine, Report, unbuilt } from '@asyncio-ts/workspace';

import { withApp } from './app.js';
import { browser } from './browser.js';
import type { Check } from './check.js';
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

const { positionals } = readCommandLine(USAGE, {
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false } },
});
const unknown = positionals.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  const names = checks.map(({ name }) => name).join(', ');
  refuseCommandLine(`No such check: ${unknown.join(', ')}. There are: ${names}`);
}

const missing = unbuilt(packages).map(({ name }) => name);
if (missing.length > 0) {
  console.error(`Not built: ${missing.join(', ')}. First: pnpm build`);
  process.exitCode = 1;
} else {
  const chosen = checks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  await withApp(packages, (folder) => take(chosen, folder));
}

async function take(chosen: readonly Check[], folder: string): Promise<void> {
  const report = new Report();
  for (const check of chosen)
    for await (const { what, complaints } of check.run(folder)) report.add(what, complaints);
  if (report.failures > 0) process.exitCode = 1;
}
