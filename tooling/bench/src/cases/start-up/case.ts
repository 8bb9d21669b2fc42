import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'start-up',
  what:
    'In a fresh process: the library is imported, and a first program that suspends once is run. ' +
    'Native: nothing to import, an async function is called.',
  params: [{}],
  smoke: [{}],
  unit: 'ms',
  operations: () => 1,
  expected: () => 42,
  measuredBy: 'work',
  bare: true,
});
