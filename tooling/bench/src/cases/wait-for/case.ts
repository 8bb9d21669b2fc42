import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'wait-for',
  what:
    'A coroutine that suspends once is awaited with a limit of ten seconds, which does not expire. ' +
    'Native: a promise that follows the async function, or is rejected by a `setTimeout`, which is cleared.',
  params: [{ n: 100_000 }],
  smoke: [{ n: 10 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => (n * (n - 1)) / 2,
});
