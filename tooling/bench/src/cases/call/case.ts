import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'call',
  what:
    'A coroutine is called and awaited, and returns without suspending; ours as a plain generator and as `coroutine()`. ' +
    'Native: `await` of an async function that awaits nothing, whatever the style.',
  params: [
    { n: 1_000_000, style: 'generator' },
    { n: 1_000_000, style: 'coroutine' },
  ],
  smoke: [
    { n: 10, style: 'generator' },
    { n: 10, style: 'coroutine' },
  ],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => (n * (n - 1)) / 2,
});
