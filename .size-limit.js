// How big each package may get: gzipped, minified, without the siblings it imports. The umbrella is measured whole, for
// that is what somebody pays who takes all of it. Raise a number only together with the reason: each is a little
// above what the package has.
import { readFileSync } from 'node:fs';

const limits = {
  contextvars: '2.1 kB',
  loop: '6.4 kB',
  tasks: '10.6 kB',
  structured: '3.7 kB',
  combinators: '3.7 kB',
  sync: '3.1 kB',
  queues: '2.9 kB',
  iterators: '3.4 kB',
  testing: '1.8 kB',
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
    limit: '28.4 kB',
  },
  {
    name: 'asyncio-ts, what a first program takes',
    path: 'packages/asyncio/dist/index.js',
    import: '{ run, sleep, createTask, gather }',
    gzip: true,
    limit: '14.6 kB',
  },
];
