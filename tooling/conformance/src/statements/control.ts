/** Statements that only steer: logging, errors, loops, the end of a coroutine. */
import type { Coroutine } from '@asyncio-ts/tasks';

import { isInstance, makeError } from '../errors.js';
import type { Block, Handler } from '../program.js';
import { Return, Scope } from '../scope.js';
import { show } from '../show.js';
import type { Statements } from './statement.js';

export const control = {
  *log(scope: Scope, text: string) {
    scope.log(text);
  },

  *raise(_scope: Scope, name: string, message: string) {
    throw makeError(name, message);
  },

  *reraise({ error }: Scope) {
    if (error !== undefined) throw error;
  },

  *return(_scope: Scope, value: unknown) {
    return new Return(value);
  },

  *repeat(scope: Scope, times: number, body: Block) {
    for (let i = 0; i < times; i++) {
      const done = yield* scope.block(body);
      if (done !== undefined) return done;
    }
    return undefined;
  },

  *try(scope: Scope, body: Block, handlers: readonly Handler[], orElse: Block | null, final: Block | null) {
    try {
      let done: Return | undefined;
      try {
        done = yield* scope.block(body);
      } catch (error) {
        return yield* handle(scope, handlers, error);
      }
      if (done === undefined && orElse !== null) done = yield* scope.block(orElse);
      return done;
    } finally {
      if (final !== null) yield* scope.block(final); // a return in there counts for nothing
    }
  },
} satisfies Statements;

/** Runs the first handler that catches `error`; rethrows it if there is none. */
function* handle(scope: Scope, handlers: readonly Handler[], error: unknown): Coroutine<Return | undefined> {
  const handler = handlers.find(([names]) => names.some((name) => isInstance(error, name)));
  if (handler === undefined) throw error;
  scope.log(`caught ${show(error)}`);
  return yield* new Scope(scope.machine, error as Error).block(handler[1]); // programs throw nothing else
}
