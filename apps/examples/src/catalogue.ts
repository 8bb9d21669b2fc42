/** Every example, in the order of the tour: its name, what it teaches, and how to run it. */
import { awaitCoroutineOrTask } from './programs/await-coroutine-or-task.js';
import { awaitVsEnsureFuture } from './programs/await-vs-ensure-future.js';
import { computePrintSum } from './programs/compute-print-sum.js';
import { counting } from './programs/counting.js';
import { customersAndShops } from './programs/customers-and-shops.js';
import { downloads } from './programs/downloads.js';
import { futureStates } from './programs/future-states.js';
import { neverAwaited } from './programs/never-awaited.js';
import { poolOfTen } from './programs/pool-of-ten.js';
import { queriesUnderSemaphore } from './programs/queries-under-semaphore.js';
import { queryGroupsGather } from './programs/query-groups-gather.js';
import { stopSiblings } from './programs/stop-siblings.js';
import { taskOutlivesCreator } from './programs/task-outlives-creator.js';
import { taskResult } from './programs/task-result.js';
import { taskStatus } from './programs/task-status.js';
import { workersAsyncFor } from './programs/workers-async-for.js';
import { workersGather } from './programs/workers-gather.js';
import { workersScheduled } from './programs/workers-scheduled.js';
import { workersSequential } from './programs/workers-sequential.js';
import { workersTaskgroup } from './programs/workers-taskgroup.js';
import { signalled } from './signalled.js';

/** One lesson. */
export interface Example {
  /** Its file is `programs/NAME.ts`, its Python original `python/NAME.py`. */
  readonly name: string;
  /** What to look for in its output, in one line. */
  readonly lesson: string;
  readonly program: () => Promise<void>;
}

const protectedShutdownBroken = signalled(
  new URL('./programs/protected-shutdown-broken.ts', import.meta.url),
);
const protectedShutdown = signalled(new URL('./programs/protected-shutdown.ts', import.meta.url));

const rows: readonly (readonly [name: string, lesson: string, program: () => Promise<void>])[] = [
  ['counting', 'a task starts when its creator awaits, not when it is created', counting],
  ['task-result', 'awaiting a task gives what its coroutine returned', taskResult],
  ['compute-print-sum', 'one coroutine awaits another, and is suspended as long', computePrintSum],
  ['await-coroutine-or-task', 'a task works while its creator sleeps: 5 s against 7 s', awaitCoroutineOrTask],
  [
    'task-outlives-creator',
    'a task outlives the coroutine that made it, not the program',
    taskOutlivesCreator,
  ],
  ['task-status', 'what a task says of itself, after each of the ways to end', taskStatus],
  ['future-states', 'a future is settled once; its callbacks come a turn later', futureStates],
  ['workers-sequential', 'two awaits one under the other: 3 s', workersSequential],
  ['workers-gather', 'the same two under gather: 2 s', workersGather],
  ['workers-scheduled', 'two tasks by hand, and who runs when', workersScheduled],
  ['workers-taskgroup', 'a group waits for its tasks, and stops the rest when one fails', workersTaskgroup],
  ['workers-async-for', 'other tasks run while asyncFor waits for the next item', workersAsyncFor],
  ['customers-and-shops', 'a queue is joined, then those who never end are cancelled', customersAndShops],
  ['await-vs-ensure-future', 'a call runs at once and in your context, a task does not', awaitVsEnsureFuture],
  ['never-awaited', 'a coroutine that nobody awaits does nothing; debug mode says so', neverAwaited],
  [
    'queries-under-semaphore',
    'coroutines that are not needed any more: close or cancel them',
    queriesUnderSemaphore,
  ],
  ['query-groups-gather', 'one of a group fails, and nothing stays behind', queryGroupsGather],
  ['stop-siblings', 'one of four fails; four ways, and who stops the rest', stopSiblings],
  ['pool-of-ten', 'ten links at most, to a server that is slow, wrong or silent', poolOfTen],
  [
    'protected-shutdown-broken',
    'a signal cuts protected work short, for main ends too early',
    protectedShutdownBroken,
  ],
  ['protected-shutdown', 'a signal ends the program when the work under way is finished', protectedShutdown],
  ['downloads', '160 real downloads, one by one and twenty at a time', downloads],
];

export const catalogue: readonly Example[] = rows.map(([name, lesson, program]) => ({
  name,
  lesson,
  program,
}));
