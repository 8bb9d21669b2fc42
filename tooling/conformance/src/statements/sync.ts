/** Locks, events, conditions, semaphores, barriers. */
import type { Barrier, Condition, Event, Lock, Semaphore } from '@asyncio-ts/sync';
import { withAsync } from '@asyncio-ts/tasks';

import type { Block } from '../program.js';
import type { Scope } from '../scope.js';
import { show } from '../show.js';
import type { Statements } from './statement.js';

type Lockable = Lock | Condition | Semaphore;

export const sync = {
  *acquire(scope: Scope, ref: string) {
    yield* scope.find<Lockable>(ref).acquire();
    scope.log(`acquired ${ref}`);
  },

  *release(scope: Scope, ref: string) {
    scope.find<Lockable>(ref).release();
  },

  *with(scope: Scope, ref: string, body: Block) {
    return yield* withAsync(scope.find<Lock>(ref), function* () {
      scope.log(`holding ${ref}`);
      return yield* scope.block(body);
    });
  },

  *locked(scope: Scope, ref: string) {
    scope.log(`locked ${ref} ${show(scope.find<Lockable>(ref).locked())}`);
  },

  *event_wait(scope: Scope, ref: string) {
    yield* scope.find<Event>(ref).wait();
    scope.log(`event ${ref}`);
  },

  *event_set(scope: Scope, ref: string) {
    scope.find<Event>(ref).set();
  },

  *event_clear(scope: Scope, ref: string) {
    scope.find<Event>(ref).clear();
  },

  *cond_wait(scope: Scope, ref: string) {
    yield* scope.find<Condition>(ref).wait();
    scope.log(`notified ${ref}`);
  },

  *notify(scope: Scope, ref: string, count: number) {
    scope.find<Condition>(ref).notify(count);
  },

  *notify_all(scope: Scope, ref: string) {
    scope.find<Condition>(ref).notifyAll();
  },

  *barrier_wait(scope: Scope, ref: string) {
    scope.log(`barrier ${ref} index ${yield* scope.find<Barrier>(ref).wait()}`);
  },

  *barrier_reset(scope: Scope, ref: string) {
    yield* scope.find<Barrier>(ref).reset();
  },

  *barrier_abort(scope: Scope, ref: string) {
    yield* scope.find<Barrier>(ref).abort();
  },
} satisfies Statements;
