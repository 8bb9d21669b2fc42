import { describe, expect, it } from 'vitest';

import { checkCopies, copiesIn } from '../src/installed.js';

const tasks = { version: '0.1.0', path: '/c/node_modules/@asyncio-ts/tasks' };
const queues = {
  version: '0.1.0',
  path: '/c/node_modules/@asyncio-ts/queues',
  dependencies: { '@asyncio-ts/tasks': tasks },
};
const tree = {
  name: 'c',
  path: '/c',
  dependencies: { '@asyncio-ts/queues': queues, '@asyncio-ts/tasks': tasks },
};
const allowed = new Set(['@asyncio-ts/queues', '@asyncio-ts/tasks']);

describe('what was installed', () => {
  it('counts a copy once, however many need it', () => {
    const copies = copiesIn(tree);
    expect(copies.map(({ name }) => name)).toEqual(['@asyncio-ts/queues', '@asyncio-ts/tasks']);
    expect(checkCopies(copies, ['@asyncio-ts/queues'], allowed)).toEqual([]);
  });

  it('must be what was asked for', () => {
    expect(checkCopies([], ['@asyncio-ts/queues'], allowed)).toEqual([
      '@asyncio-ts/queues was not installed',
    ]);
  });

  it('must be nothing that the row does not allow', () => {
    const [complaint, ...more] = checkCopies(copiesIn(tree), [], new Set(['@asyncio-ts/queues']));
    expect(complaint).toContain('brings @asyncio-ts/tasks, which the row');
    expect(more).toEqual([]);
  });

  it('must be there once, even if both copies are one version', () => {
    const path = '/c/node_modules/@asyncio-ts/queues/node_modules/@asyncio-ts/tasks';
    const nested = { ...queues, dependencies: { '@asyncio-ts/tasks': { ...tasks, path } } };
    const twice = { ...tree, dependencies: { ...tree.dependencies, '@asyncio-ts/queues': nested } };
    expect(checkCopies(copiesIn(twice), ['@asyncio-ts/queues'], allowed)).toEqual([
      `brings 2 copies of @asyncio-ts/tasks: ${path}, ${tasks.path}`,
    ]);
  });
});
