/** What a program can import: every package of ours, which its worker brings along. */
import * as asyncio from 'asyncio-ts';
import * as combinators from '@asyncio-ts/combinators';
import * as contextvars from '@asyncio-ts/contextvars';
import * as iterators from '@asyncio-ts/iterators';
import * as loop from '@asyncio-ts/loop';
import * as queues from '@asyncio-ts/queues';
import * as structured from '@asyncio-ts/structured';
import * as sync from '@asyncio-ts/sync';
import * as tasks from '@asyncio-ts/tasks';
import * as testing from '@asyncio-ts/testing';

const modules = new Map<string, object>([
  ['asyncio-ts', asyncio],
  ['@asyncio-ts/combinators', combinators],
  ['@asyncio-ts/contextvars', contextvars],
  ['@asyncio-ts/iterators', iterators],
  ['@asyncio-ts/loop', loop],
  ['@asyncio-ts/queues', queues],
  ['@asyncio-ts/structured', structured],
  ['@asyncio-ts/sync', sync],
  ['@asyncio-ts/tasks', tasks],
  ['@asyncio-ts/testing', testing],
]);

/** A program asked for a module that is not there. */
class ModuleNotFoundError extends Error {
  static {
    this.prototype.name = 'ModuleNotFoundError';
  }
}

/** The module of that name. */
export function requireModule(name: string): object {
  const found = modules.get(name);
  if (found !== undefined) return found;
  const known = [...modules.keys()].join(', ');
  throw new ModuleNotFoundError(`Cannot import ${JSON.stringify(name)}\n  Programs here may import ${known}`);
}
