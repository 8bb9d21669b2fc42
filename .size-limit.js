// How big each package may get: gzipped, minified, without the siblings it imports. The umbrella is measured whole, for
// that is what somebody pays who takes all of it. Raise a number only together with the reason.
import { readFileSync } from 'node:fs';

const limits = {
  contextvars: '4 kB',
  loop: '10 kB',
  tasks: '14 kB',
  structured: '6 kB',
  combinators: '6 kB',
  sync: '5 kB',
  queues: '4 kB',
  iterators: '5 kB',
  testing: '6 kB',
};

const dependenciesOf = (folder) =>
  Object.keys(JSON.parse(readFileSync(`packages/${folder}/package.json`, 'utf8')).dependencies ?? {});

export default [
  ...Object.entries(limits).map(([folder, limit]) => ({
    name: `@asyncio-ts/${folder}`,
    path: `packages/${folder}/dist/index.js`,
    ignore: dependenciesOf(folder).flatMap((name) => [name, `${name}/*`]),
    gzip: true,
    limit,
  })),
  {
    name: 'asyncio-ts, with all it imports',
    path: 'packages/asyncio/dist/index.js',
    gzip: true,
    limit: '50 kB',
  },
];
