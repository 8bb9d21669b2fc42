import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'timers-cancelled',
  what:
    'A timer is set for 1 to 100 s, at random, and cancelled when all are set. ' +
    'Native: `setTimeout` and `clearTimeout`.',
  params: [{ n: 1_000 }, { n: 100_000 }, { n: 1_000_000 }],
  smoke: [{ n: 10 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => ({ made: n, called: 0 }),
  axis: 'n',
});
