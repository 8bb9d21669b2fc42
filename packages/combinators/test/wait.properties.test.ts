import type { Coroutine, Task } from '@asyncio-ts/tasks';
import { type Stage, unhurried } from '@asyncio-ts/test-kit';
import { holdsFor } from '@asyncio-ts/test-kit/programs';
import fc from 'fast-check';
import { it } from 'vitest';

import { ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, type ReturnWhen, wait } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';
import { End, Workers } from './worker.js';

interface Plan {
  /** Which workers. */
  readonly numbers: readonly number[];
  readonly returnWhen: ReturnWhen;
  readonly timeout: number | undefined;
}

/** Those who wait for workers, and what must hold of them. */
class Waiters {
  readonly #stage: Stage;
  readonly #workers: Workers;
  /** The calls of `wait` under way. */
  readonly #inside = new Set<{ readonly tasks: readonly Task<string>[]; readonly returnWhen: ReturnWhen }>();

  constructor(stage: Stage, workers: Workers) {
    this.#stage = stage;
    this.#workers = workers;
    stage.whenQuiet('nobody waits for what has come', () =>
      [...this.#inside].every((call) => !isEnough(call)),
    );
    stage.whenQuiet('only those who wait leave anything at the tasks', () => {
      return workers.tasks.every((task) => task.done() || callbacksOf(task) === this.#countFor(task));
    });
    stage.atEnd('all are done, and nobody has touched them', () => workers.areUntouched());
  }

  #countFor(task: Task<string>): number {
    return [...this.#inside].filter(({ tasks }) => tasks.includes(task)).length;
  }

  *wait({ numbers, returnWhen, timeout }: Plan): Coroutine<void> {
    yield* this.#stage.step('wait');
    const tasks = this.#workers.pick(numbers);
    const call = { tasks, returnWhen };
    const start = this.#stage.loop.time();
    this.#inside.add(call);
    try {
      const [done, pending] = yield* wait(tasks, { returnWhen, timeout });
      const isLate = timeout !== undefined && this.#stage.loop.time() >= start + timeout;
      this.#stage.expect('wait() returns when it should', isEnough(call) || isLate);
      this.#stage.expect(
        'each task is in one of two sets, in the order given',
        isSorted(tasks, done, pending),
      );
    } finally {
      this.#inside.delete(call);
    }
  }
}

function isEnough({
  tasks,
  returnWhen,
}: {
  tasks: readonly Task<string>[];
  returnWhen: ReturnWhen;
}): boolean {
  const done = tasks.filter((task) => task.done());
  if (done.length === tasks.length) return true;
  if (returnWhen === FIRST_COMPLETED) return done.length > 0;
  return returnWhen === FIRST_EXCEPTION && done.some((task) => End.of(task).what === 'error');
}

function isSorted(
  tasks: readonly Task<string>[],
  done: Set<Task<string>>,
  pending: Set<Task<string>>,
): boolean {
  const distinct = [...new Set(tasks)];
  const expected = [distinct.filter((task) => task.done()), distinct.filter((task) => !task.done())];
  return [done, pending].every((set, i) => [...set].join() === expected[i]?.join());
}

const plan = fc.record({
  numbers: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 5 }),
  returnWhen: fc.constantFrom(FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED),
  timeout: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined, freq: 2 }),
});

it(
  'wait() returns when enough is done or its time is over, and touches nothing, whatever the tasks do',
  unhurried,
  () => {
    holdsFor(
      [fc.integer({ min: 1, max: 6 }), fc.array(plan, { minLength: 1, maxLength: 3 })],
      (stage, count, plans) => {
        const waiters = new Waiters(stage, new Workers(stage, count));
        stage.each(plans, (each) => waiters.wait(each));
      },
    );
  },
);
