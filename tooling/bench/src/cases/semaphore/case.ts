import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'semaphore',
  what:
    'One of n jobs, all there from the beginning, of which ten may be under way; each suspends once. ' +
    'Native: a hand-written semaphore with a line of waiting promises. ' +
    'p-limit, p-queue and p-map by their `concurrency`.',
  params: [{ n: 1_000 }, { n: 100_000 }],
  smoke: [{ n: 30 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => ({ done: n, limited: true }),
  axis: 'n',
});
