import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'queue',
  what:
    'An item goes from one task to another through a queue with room for `capacity`; 0 is without limit. ' +
    'Native: a hand-written queue with lines of waiting promises, which makes none when nobody has to wait.',
  params: [
    { n: 100_000, capacity: 1 },
    { n: 100_000, capacity: 16 },
    { n: 1_000, capacity: 0 },
    { n: 100_000, capacity: 0 },
    { n: 1_000_000, capacity: 0 },
  ],
  smoke: [
    { n: 10, capacity: 1 },
    { n: 40, capacity: 16 },
    { n: 10, capacity: 0 },
  ],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => (n * (n - 1)) / 2,
  axis: 'n',
});
