import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'async-generator',
  what:
    'An item of an async generator, which suspends `awaits` times before each, is taken by a loop. ' +
    'Native: `async function*` and `for await`.',
  params: [
    { n: 100_000, awaits: 0 },
    { n: 100_000, awaits: 1 },
  ],
  smoke: [
    { n: 10, awaits: 0 },
    { n: 10, awaits: 1 },
  ],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => (n * (n - 1)) / 2,
});
