import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'timers',
  what:
    'One of n tasks sleeps for 1 to 20 ms, at random; all begin together, and the time goes on until all woke. ' +
    'Native: an async function that awaits a `setTimeout`.',
  params: [{ n: 100_000 }, { n: 1_000_000 }],
  smoke: [{ n: 10 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => ({ woken: n, tooEarly: 0 }),
  axis: 'n',
});
