/**
 * The umbrella is a list of names, and this keeps it whole: every public name of the packages below is in it, exactly
 * once, and nothing else is.
 */
import { readFileSync } from 'node:fs';

import * as combinators from '@asyncio-ts/combinators';
import * as contextvars from '@asyncio-ts/contextvars';
import * as iterators from '@asyncio-ts/iterators';
import * as loop from '@asyncio-ts/loop';
import * as queues from '@asyncio-ts/queues';
import * as structured from '@asyncio-ts/structured';
import * as sync from '@asyncio-ts/sync';
import * as tasks from '@asyncio-ts/tasks';
import { describe, expect, it } from 'vitest';

import * as asyncio from '../src/index.js';

const packages: Record<string, object> = {
  combinators,
  contextvars,
  iterators,
  loop,
  queues,
  structured,
  sync,
  tasks,
};

interface ReExport {
  readonly name: string;
  readonly isType: boolean;
  readonly from: string;
}

/** What `export { a, type B } from '…'` statements name; an index has no others, which lint sees to. */
function reExportsOf(folder: string): ReExport[] {
  const source = readFileSync(new URL(`../../${folder}/src/index.ts`, import.meta.url), 'utf8');
  const statements = source.matchAll(/^export (type )?\{([^}]*)\} from '([^']+)';$/gm);
  return [...statements].flatMap(([, allTypes, names, from]) =>
    names!
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map((entry) => ({
        name: entry.replace(/^type /, ''),
        isType: allTypes !== undefined || entry.startsWith('type '),
        from: from!,
      })),
  );
}

const umbrella = reExportsOf('asyncio');

describe('the umbrella', () => {
  it.each(Object.keys(packages))('has every public name of %s', (folder) => {
    const missing = reExportsOf(folder).filter(({ name }) => !umbrella.some((entry) => entry.name === name));
    expect(missing).toEqual([]);
  });

  it.each(Object.entries(packages))('has the values of %s, and the very same', (_folder, exported) => {
    for (const [name, value] of Object.entries(exported)) {
      expect(Object.hasOwn(asyncio, name), name).toBe(true);
      expect((asyncio as Record<string, unknown>)[name], name).toBe(value);
    }
  });

  it('has nothing else, and each name once', () => {
    const names = umbrella.map(({ name }) => name);
    expect(names).toHaveLength(new Set(names).size);
    for (const { name, isType, from } of umbrella) {
      const folder = from.replace('@asyncio-ts/', '');
      expect(Object.keys(packages), `${name} comes from ${from}`).toContain(folder);
      expect(
        reExportsOf(folder).map((entry) => entry.name),
        `${from} has no ${name}`,
      ).toContain(name);
      expect(Object.hasOwn(asyncio, name), `${name} is a value`).toBe(!isType);
    }
    expect(Object.keys(asyncio).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('takes a name from the package that makes it, not from one that passes it on', () => {
    for (const { name, from } of umbrella) {
      const folder = from.replace('@asyncio-ts/', '');
      const origin = reExportsOf(folder).find((entry) => entry.name === name)?.from;
      expect(origin, `${name} of ${from}`).toMatch(/^\.\//);
    }
  });
});
