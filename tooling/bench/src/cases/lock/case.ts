import { defineCase } from '../../case.js';

export const definition = defineCase({
  name: 'lock',
  what:
    'A lock is acquired and released by each of `tasks` in turn, and held for `held` suspensions: nobody waits with one task, ' +
    'all with 100. Native: a hand-written lock with a line of waiting promises, which makes none when it is free.',
  params: [
    { n: 100_000, tasks: 1, held: 0 },
    { n: 100_000, tasks: 100, held: 1 },
  ],
  smoke: [
    { n: 10, tasks: 1, held: 0 },
    { n: 20, tasks: 5, held: 1 },
  ],
  unit: 'ns',
  operations: ({ n }) => n,
  // What is read before the suspension and written after it is lost if two hold the lock.
  expected: ({ n }) => n,
});
