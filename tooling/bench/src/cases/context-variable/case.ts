import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'context-variable',
  what:
    'With so many context variables set: one is read, or set, or the context is copied and one is read in the copy. ' +
    'Native: an `AsyncLocalStorage` for each, with `getStore`, `enterWith`, and `AsyncLocalStorage.snapshot`.',
  params: ['get', 'set', 'copy'].flatMap((operation) =>
    [1, 10, 1_000].map((variables) => ({ n: 100_000, operation, variables })),
  ),
  smoke: ['get', 'set', 'copy'].map((operation) => ({ n: 12, operation, variables: 3 })),
  unit: 'ns',
  operations: ({ n }) => n,
  // What was set first, or last: each variable in turn.
  expected: ({ n, operation, variables }) => {
    let sum = 0;
    if (operation === 'set') for (let i = Math.max(0, n - variables); i < n; i++) sum += i;
    else for (let i = 0; i < n; i++) sum += i % variables;
    return sum;
  },
  axis: 'variables',
});
