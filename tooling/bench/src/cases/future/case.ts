import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'future',
  what:
    'A future is made, awaited, and set meanwhile: two tasks ask and answer each other, with a future for each message. ' +
    'Native: a promise and its `resolve` for each, two async functions.',
  params: [{ n: 1_000 }, { n: 1_000_000 }],
  smoke: [{ n: 10 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => ({ asked: (n / 2) * (n / 2 - 1), answered: n / 2 }),
  axis: 'n',
});
