import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'task-group',
  what:
    'A group of n tasks that suspend once; leaving the group waits for all, and the first error would cancel the rest. ' +
    'Native: `Promise.all`, an `AbortController` for the rest, and `Promise.allSettled` after an error.',
  params: [{ n: 1_000 }, { n: 10_000 }, { n: 100_000 }, { n: 1_000_000 }],
  smoke: [{ n: 10 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => (n * (n - 1)) / 2,
  axis: 'n',
});
