import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'timeout',
  what:
    'A block that suspends once runs in a timeout scope of ten seconds, which does not expire. ' +
    'Native: an `AbortController` whose signal the block asks, and a `setTimeout`, which is cleared.',
  params: [{ n: 100_000 }],
  smoke: [{ n: 10 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => (n * (n - 1)) / 2,
});
