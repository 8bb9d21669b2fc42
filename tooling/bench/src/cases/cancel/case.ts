import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'cancel',
  what:
    'One of n tasks in a long sleep is made, and cancelled once all sleep; all of them clean up. ' +
    'Native: an `AbortController` for each, whose signal clears the timer and rejects the promise.',
  params: [{ n: 1_000 }, { n: 20_000 }],
  smoke: [{ n: 10 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => ({ woken: 0, cleanedUp: n }),
  axis: 'n',
});
