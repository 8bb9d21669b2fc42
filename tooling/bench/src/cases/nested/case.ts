import { defineCase } from '../../case.js';

const DEPTHS = [1, 5, 10, 30, 100];
const STYLES = ['generator', 'coroutine'];

export const definition = defineCase({
  name: 'nested',
  what:
    'n suspensions, `sleep(0)`, in the innermost of `depth` nested coroutines; after each `per` of them the calls return, and ' +
    'are made anew. Ours as plain generators and as `coroutine()`. ' +
    'Native: nested async functions, `await undefined` in the innermost, whatever the style.',
  params: [
    ...STYLES.flatMap((style) => DEPTHS.map((depth) => ({ n: 100_000, per: 1_000, style, depth }))),
    ...[1, 10, 100].map((depth) => ({ n: 10_000, per: 1, style: 'coroutine', depth })),
  ],
  smoke: STYLES.map((style) => ({ n: 10, per: 5, style, depth: 3 })),
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n, per, depth }) => (n / per) * (per + depth - 1),
  axis: 'depth',
});
