/** Coroutines and tasks: `spawn`, `await`, `call`, `cancel`, `sleep` and what tells of tasks. */
import { allTasks, createTask, currentTask, type Future, sleep, type Task } from '@asyncio-ts/tasks';

import type { Scope } from '../scope.js';
import { outcomeOf, show } from '../show.js';
import type { Statements } from './statement.js';

export const tasks = {
  *sleep(_scope: Scope, delay: number) {
    yield* sleep(delay);
  },

  *spawn({ machine }: Scope, name: string, coroutine: string) {
    machine.nextName = name;
    const task = createTask(machine.call(coroutine), { name });
    machine.refs.set(name, task);
  },

  *await(scope: Scope, ref: string) {
    scope.log(`await ${ref} -> ${show(yield* scope.find<Future<unknown>>(ref))}`);
  },

  *call(scope: Scope, coroutine: string) {
    scope.log(`call ${coroutine} -> ${show(yield* scope.machine.call(coroutine))}`);
  },

  *cancel(scope: Scope, ref: string, message: string | null = null) {
    const future = scope.find<Future<unknown>>(ref);
    scope.log(`cancel ${ref} -> ${show(message === null ? future.cancel() : future.cancel(message))}`);
  },

  *uncancel(scope: Scope) {
    scope.log(`uncancel -> ${running().uncancel()}`);
  },

  *cancelling(scope: Scope) {
    scope.log(`cancelling -> ${running().cancelling()}`);
  },

  *state(scope: Scope, ref: string) {
    scope.log(`state ${ref} ${outcomeOf(scope.find(ref))}`);
  },

  *tasks(scope: Scope) {
    const all = allTasks();
    const names = scope.machine.created.filter((task) => all.has(task)).map((task) => task.getName());
    scope.log(`tasks ${names.sort().join(',')}`);
  },
} satisfies Statements;

function running(): Task<unknown> {
  return currentTask()!; // statements run in tasks only
}
