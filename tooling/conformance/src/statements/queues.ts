/** Queues of all three kinds. */
import type { Queue } from '@asyncio-ts/queues';

import type { Scope } from '../scope.js';
import { show } from '../show.js';
import type { Statements } from './statement.js';

export const queues = {
  *put(scope: Scope, ref: string, value: unknown) {
    yield* scope.find<Queue<unknown>>(ref).put(value);
    scope.log(`put ${ref} ${show(value)}`);
  },

  *get(scope: Scope, ref: string) {
    scope.log(`get ${ref} -> ${show(yield* scope.find<Queue<unknown>>(ref).get())}`);
  },

  *put_nowait(scope: Scope, ref: string, value: unknown) {
    scope.find<Queue<unknown>>(ref).putNowait(value);
    scope.log(`put_nowait ${ref} ${show(value)}`);
  },

  *get_nowait(scope: Scope, ref: string) {
    scope.log(`get_nowait ${ref} -> ${show(scope.find<Queue<unknown>>(ref).getNowait())}`);
  },

  *task_done(scope: Scope, ref: string) {
    scope.find<Queue<unknown>>(ref).taskDone();
  },

  *join(scope: Scope, ref: string) {
    yield* scope.find<Queue<unknown>>(ref).join();
    scope.log(`joined ${ref}`);
  },

  *qsize(scope: Scope, ref: string) {
    const queue = scope.find<Queue<unknown>>(ref);
    scope.log(`qsize ${ref} ${queue.qsize()} empty ${show(queue.empty())} full ${show(queue.full())}`);
  },

  *shutdown(scope: Scope, ref: string, immediate: boolean) {
    scope.find<Queue<unknown>>(ref).shutdown(immediate);
  },
} satisfies Statements;
