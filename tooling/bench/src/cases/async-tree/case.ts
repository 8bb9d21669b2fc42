import { defineCase } from '../../case.js';
import { newTree } from './tree.js';

const KINDS = ['none', 'io', 'memoization', 'cpu_io_mixed'];
const JOINS = ['gather', 'task-group'];

export const definition = defineCase({
  name: 'async-tree',
  what:
    'A node of pyperformance’s `async_tree`: six levels of six branches each, joined by gather or by a task group, whose ' +
    'leaves do nothing; or sleep for 50 ms; or do so in one of ten cases and remember it; or compute 500! in half of ' +
    'the cases. Eager: children run at once up to their first suspension. ' +
    'Native: `Promise.all` of async functions, which are eager anyway, and `setTimeout`.',
  params: KINDS.flatMap((kind) =>
    JOINS.flatMap((join) => [false, true].map((eager) => ({ levels: 6, kind, join, eager }))),
  ),
  smoke: KINDS.flatMap((kind) =>
    JOINS.flatMap((join) => [false, true].map((eager) => ({ levels: 2, kind, join, eager }))),
  ),
  unit: 'ns',
  operations: ({ levels }) => (6 ** (levels + 1) - 1) / 5,
  // In which order leaves run decides who finds something remembered, so the sleeps are not counted, but the leaves.
  expected: ({ levels, kind }) => {
    const tree = newTree(kind);
    for (let i = 0; i < 6 ** levels; i++) tree.plan();
    return tree.count;
  },
});
