import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'promise-bridge',
  what:
    'In: a coroutine awaits a promise that is resolved already. Out: an async function awaits a task that suspends once; ' +
    'all tasks are made first. Native: no bridge, promises awaited in an async function.',
  params: [
    { n: 100_000, direction: 'in' },
    { n: 100_000, direction: 'out' },
  ],
  smoke: [
    { n: 10, direction: 'in' },
    { n: 10, direction: 'out' },
  ],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => (n * (n - 1)) / 2,
});
