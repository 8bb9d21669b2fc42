import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'gather',
  what:
    'n coroutines that suspend once run together, and all results are awaited at once. ' +
    'Native: `Promise.all` of async functions with one `await undefined`.',
  params: [{ n: 1_000 }, { n: 10_000 }, { n: 100_000 }, { n: 1_000_000 }],
  smoke: [{ n: 10 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => (n * (n - 1)) / 2,
  axis: 'n',
});
