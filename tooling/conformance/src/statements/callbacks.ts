/** Futures, callbacks, timers, context variables. */
import type { ContextVar } from '@asyncio-ts/contextvars';
import type { Future } from '@asyncio-ts/tasks';

import { makeError } from '../errors.js';
import { findIn, type Scope } from '../scope.js';
import { outcomeOf, show } from '../show.js';
import type { Statements } from './statement.js';

export const callbacks = {
  *set_result(scope: Scope, ref: string, value: unknown) {
    scope.find<Future<unknown>>(ref).setResult(value);
  },

  *set_exception(scope: Scope, ref: string, name: string, message: string) {
    scope.find<Future<unknown>>(ref).setException(makeError(name, message));
  },

  *on_done(scope: Scope, ref: string, text: string) {
    scope.find<Future<unknown>>(ref).addDoneCallback((future) => {
      scope.log(`callback ${text} ${outcomeOf(future)}`);
    });
  },

  *call_soon(scope: Scope, text: string) {
    scope.machine.loop.callSoon(() => {
      scope.log(`callback ${text}`);
    });
  },

  *call_later({ machine }: Scope, name: string, delay: number, text: string) {
    const handle = machine.loop.callLater(delay, () => {
      machine.log(`callback ${text}`);
    });
    machine.handles.set(name, handle);
  },

  *handle_cancel({ machine }: Scope, name: string) {
    findIn(machine.handles, name).cancel();
  },

  *var_set(scope: Scope, ref: string, value: unknown) {
    scope.find<ContextVar<unknown>>(ref).set(value);
  },

  *var_get(scope: Scope, ref: string) {
    scope.log(`var ${ref} ${show(scope.find<ContextVar<unknown>>(ref).get())}`);
  },
} satisfies Statements;
