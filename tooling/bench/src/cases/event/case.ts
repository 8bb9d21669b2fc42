import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'event',
  what: 'One of n tasks waits for an event, which is set once all wait. Native: they await one promise, which resolves.',
  params: [{ n: 1_000 }, { n: 10_000 }, { n: 100_000 }],
  smoke: [{ n: 10 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => ({ early: 0, woken: n }),
  axis: 'n',
});
