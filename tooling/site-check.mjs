// Looks at the site as it was built: links and anchors lead somewhere, nothing comes from another host, the home page is
// light, and what machines read is there.
//
//   pnpm check:site         builds it first, if something changed
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { deadSiteLinks, foreignAddresses, missingFiles, readSite, weightOf } from './docs-check/src/site.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}apps/docs/.vitepress/dist`;
const heaviest = 300_000;

if (!existsSync(`${folder}/index.html`)) {
  console.log('There is no site yet: pnpm docs:build');
  process.exit(1);
}
const site = readSite(folder);
const packages = readdirSync(`${root}packages`).map((name) =>
  name === 'asyncio' ? 'asyncio-ts' : `@asyncio-ts/${name}`,
);
const wanted = ['llms.txt', 'llms-full.txt', ...packages.map((name) => `reference/${name}/index.html`)];

const weights = weightOf(site, 'index.html');
const total = Object.values(weights).reduce((a, b) => a + b, 0);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const parts = Object.entries(weights).map(([kind, bytes]) => `${kind} ${kilobytes(bytes)}`);

report(`${site.pages.length} pages, whose links lead somewhere`, deadSiteLinks(site));
report('nothing comes from another host', foreignAddresses(site));
report(
  `the home page, gzipped: ${kilobytes(total)} (${parts.join(', ')})`,
  total <= heaviest ? [] : [`more than ${kilobytes(heaviest)}`],
);
report('llms.txt with its pages, and a reference for each package', missingFiles(site, wanted));

function report(what, complaints) {
  console.log(
    `${complaints.length === 0 ? '✓' : '✗'} ${what}${complaints.map((each) => `\n    ${each}`).join('')}`,
  );
  if (complaints.length > 0) process.exitCode = 1;
}
