/** `timeout` and `taskgroup`. */
import { TaskGroup, type Timeout, timeout } from '@asyncio-ts/structured';
import { withAsync } from '@asyncio-ts/tasks';

import type { Block } from '../program.js';
import { findIn, type Scope } from '../scope.js';
import { show } from '../show.js';
import type { Statements } from './statement.js';

export const structured = {
  *timeout(scope: Scope, name: string, delay: number | null, body: Block) {
    const { machine } = scope;
    const within = timeout(delay);
    machine.groups.set(name, within);
    try {
      return yield* withAsync(within, () => scope.block(body));
    } finally {
      scope.log(`timeout ${name} expired ${show(within.expired())}`);
    }
  },

  *reschedule({ machine }: Scope, name: string, delay: number | null) {
    const within = findIn(machine.groups, name) as Timeout; // no program gives a group that name
    within.reschedule(delay === null ? null : machine.loop.time() + delay);
  },

  *taskgroup(scope: Scope, name: string, body: Block) {
    const group = new TaskGroup();
    const done = yield* withAsync(group, () => {
      scope.machine.groups.set(name, group);
      return scope.block(body);
    });
    scope.log(`taskgroup ${name} done`);
    return done;
  },

  *group_spawn({ machine }: Scope, groupName: string, name: string, coroutine: string) {
    const group = findIn(machine.groups, groupName) as TaskGroup; // no program gives a time-out that name
    machine.nextName = name;
    try {
      machine.refs.set(name, group.createTask(machine.call(coroutine), { name }));
    } finally {
      machine.nextName = 'anon'; // a group that is closing refuses, and makes no task
    }
  },
} satisfies Statements;
