/** `async_for` over the async generators of a program. */
import { asyncGenerator, emit, type Emits, iterate } from '@asyncio-ts/iterators';

import type { Block } from '../program.js';
import { type Return, Scope } from '../scope.js';
import { show } from '../show.js';
import type { Statements } from './statement.js';

export const iterators = {
  *async_for(scope: Scope, name: string, body: Block, limit: number | null = null) {
    let done: Return | undefined;
    let left = limit;
    const values = generate(scope, name);
    const items = iterate(values);
    try {
      while (yield* items.next()) {
        scope.log(`item ${show(items.value)}`);
        done = yield* scope.block(body);
        if (left !== null) left--;
        if (done !== undefined || left === 0) break;
      }
    } finally {
      yield* values.aclose();
    }
    return done;
  },
} satisfies Statements;

/** Its statements are run in turn, and each `emit` yields a value. */
const generate = asyncGenerator(function* generate({ machine }: Scope, name: string): Emits<unknown> {
  const spec = machine.program.generators![name]!; // the program keeps to its names
  const scope = new Scope(machine);
  try {
    for (const statement of spec.body) {
      if (statement[0] === 'emit') yield* emit(statement[1]);
      else yield* scope.block([statement]);
    }
  } finally {
    yield* scope.block(spec.finally ?? []);
  }
});
