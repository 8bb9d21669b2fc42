// Draws the table as mermaid, for ARCHITECTURE.md.
//
//   pnpm --filter @asyncio-ts/graph draw     rewrites the block between the page's two markers
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { imports, nameOf, parts, wholes } from './table.js';

const page = new URL('../../../ARCHITECTURE.md', import.meta.url);
const between = /(?<=<!-- graph -->\n)[^]*?(?=<!-- \/graph -->)/;

/** The fenced block. What may import every part gets one arrow, to the box around them. */
export function drawing() {
  const lines = [
    '```mermaid',
    'graph TD',
    ...wholes.map((folder) => `  ${folder}["${nameOf(folder)}"] --> parts`),
    '  subgraph parts [" "]',
    ...parts.map((folder) => `    ${folder}["${nameOf(folder)}"]`),
    '  end',
    ...parts.flatMap((from) => imports[from].map((to) => `  ${from} --> ${to}`)),
    '```',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The block that stands in ARCHITECTURE.md; undefined when the page has no markers. */
export function drawn() {
  return between.exec(readFileSync(page, 'utf8'))?.[0];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(page, readFileSync(page, 'utf8').replace(between, drawing));
}
