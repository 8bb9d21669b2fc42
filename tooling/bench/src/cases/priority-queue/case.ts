import { defineCase } from '../../case.js';
import { firstRandoms } from '../../random.js';

export const definition = defineCase({
  name: 'priority-queue',
  what:
    'A number at random is put into a priority queue, and, once all are in, taken out in order. ' +
    'Native: a hand-written binary heap behind the queue of waiting promises. p-queue runs jobs by priority, one at a time.',
  params: [{ n: 1_000 }, { n: 100_000 }],
  smoke: [{ n: 20 }],
  unit: 'ns',
  operations: ({ n }) => n,
  expected: ({ n }) => ({ inversions: 0, sum: firstRandoms(n, 1_000_000).reduce((a, b) => a + b, 0) }),
  axis: 'n',
});
