import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'condition',
  what:
    'Two tasks take turns: each waits at a condition for its turn, takes it, and notifies the other. ' +
    'Native: a hand-written condition over the hand-written lock.',
  params: [{ n: 100_000 }],
  smoke: [{ n: 10 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => n,
});
