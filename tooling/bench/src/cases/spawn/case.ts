import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'spawn',
  what:
    'A task that suspends once is made and awaited: one after the other, or all made before the first is awaited. ' +
    'Native: an async function with one `await undefined`, called and awaited.',
  params: [
    { n: 100_000, live: 'one' },
    { n: 1_000, live: 'all' },
    { n: 10_000, live: 'all' },
    { n: 100_000, live: 'all' },
    { n: 1_000_000, live: 'all' },
  ],
  smoke: [
    { n: 5, live: 'one' },
    { n: 10, live: 'all' },
  ],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => (n * (n - 1)) / 2,
  axis: 'n',
});
