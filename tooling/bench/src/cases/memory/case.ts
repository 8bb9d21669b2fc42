import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'memory',
  what:
    'The bytes that one of n tasks holds that sleep for an hour: the heap after a collection, with and without them; ' +
    'of Python what `tracemalloc` counts. ' +
    'Native: an async function that awaits a promise with a `setTimeout`; the array of all counts for everybody.',
  params: [{ n: 10_000 }, { n: 1_000_000 }],
  smoke: [{ n: 100 }],
  unit: 'B',
  operations: ({ n }) => n,
  expected: ({ n }) => ({ begun: n, woken: 0 }),
  measuredBy: 'work',
  axis: 'n',
});
