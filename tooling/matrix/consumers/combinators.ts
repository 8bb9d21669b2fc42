/** `gather` and its relatives. */
import {
  asCompleted,
  FIRST_COMPLETED,
  gather,
  shield,
  staggeredRace,
  wait,
  waitFor,
} from '@asyncio-ts/combinators';
import {
  type Coroutine,
  coroutine,
  type CoroutineObject,
  createTask,
  type Future,
  sleep,
  type Task,
} from '@asyncio-ts/tasks';

import { exactly } from './same.js';

export const together = coroutine(function* together(later: Future<Date>): Coroutine<void> {
  const task = createTask(sleep(1, 5));
  const tuple = gather([sleep(1, 'a'), task, later, Promise.resolve(true)]);
  exactly<Future<[string, number, Date, boolean]>>()(tuple);
  const [text, number_, date, boolean_] = yield* tuple;
  exactly<string>()(text);
  exactly<number>()(number_);
  exactly<Date>()(date);
  exactly<boolean>()(boolean_);

  const list = yield* gather(['a', 'b'].map((name) => sleep(1, name)));
  exactly<string[]>()(list);
  const settled = yield* gather([task, sleep(1, 'a')], { returnExceptions: true });
  exactly<[number | Error, string | Error]>()(settled);
  // @ts-expect-error -- a number cannot be awaited
  yield* gather([5]);
  // @ts-expect-error -- Python's style: here they go into an array
  yield* gather(task, task);
});

export const oneByOne = coroutine(function* oneByOne(tasks: Task<number>[]): Coroutine<number> {
  const [done, pending] = yield* wait(tasks, { timeout: 1, returnWhen: FIRST_COMPLETED });
  exactly<Set<Task<number>>>()(done);
  exactly<Set<Task<number>>>()(pending);
  let sum = 0;
  for (const next of asCompleted(tasks)) {
    exactly<CoroutineObject<number>>()(next);
    sum += yield* next;
  }
  const limited = yield* waitFor(sleep(1, 'in time'), 2);
  exactly<string>()(limited);
  const shielded = shield(sleep(1, 'safe'));
  exactly<Future<string>>()(shielded);
  const [winner] = yield* staggeredRace([() => sleep(1, 'v6'), () => sleep(1, 'v4')], 0.3);
  exactly<string | undefined>()(winner);
  // @ts-expect-error -- a limit is needed
  yield* waitFor(sleep(1));
  // @ts-expect-error -- no such condition
  yield* wait(tasks, { returnWhen: 'SOME' });
  return sum;
});
