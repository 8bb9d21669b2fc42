import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'switch',
  what:
    'n times, one of several tasks lets the others run: `sleep(0)`. ' +
    'Native: an async function for each task, `await undefined` in a loop.',
  params: [
    { n: 1_000, tasks: 1 },
    { n: 1_000_000, tasks: 1 },
    { n: 1_000_000, tasks: 1_000 },
  ],
  smoke: [{ n: 20, tasks: 2 }],
  unit: 'ns',
  operations: ({ n }) => n,
  // Each task adds its number whenever it runs: none was left out, and all took turns to the end.
  expected: ({ n, tasks }) => ({ sum: ((n / tasks) * (tasks * (tasks - 1))) / 2, last: tasks - 1 }),
  axis: 'n',
});
