import { CancelledError, type Coroutine, type Task, TimeoutError } from '@asyncio-ts/tasks';
import { type Stage, unhurried } from '@asyncio-ts/test-kit';
import { holdsFor } from '@asyncio-ts/test-kit/programs';
import fc from 'fast-check';
import { it } from 'vitest';

import { asCompleted } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';
import { End, Workers } from './worker.js';

interface Plan {
  /** Which workers. */
  readonly numbers: readonly number[];
  readonly timeout: number | undefined;
  /** How many results to take at most. */
  readonly enough: number;
}

/** Takes results as they come. */
function* takeSome(stage: Stage, workers: Workers, { numbers, timeout, enough }: Plan): Coroutine<void> {
  yield* stage.step('iterate');
  const tasks = new Set(workers.pick(numbers));
  const doneBefore = new Set([...tasks].filter((task) => task.done()));
  const deadline = timeout === undefined ? Infinity : stage.loop.time() + timeout;
  const ends: End[] = [];
  try {
    for (const next of asCompleted(tasks, { timeout })) {
      const end = yield* End.ofAwaiting(next);
      if (stage.me().wasCancelled) throw new CancelledError();
      ends.push(end);
      if (ends.length === enough) break;
    }
  } finally {
    // With a limit, callbacks stay until time is over, as in CPython.
    stage.expect('nothing of it stays behind', timeout !== undefined || [...tasks].every(isBare));
  }
  const later = workers.ended.filter((task) => tasks.has(task) && !doneBefore.has(task));
  const expected = [...doneBefore, ...later].map((task) => End.of(task));
  const inTime = ends.filter(({ value }) => !(value instanceof TimeoutError));
  stage.expect('each has its turn', ends.length === Math.min(enough, tasks.size));
  stage.expect(
    'results come in the order in which they came to be',
    inTime.every((end, i) => expected[i] !== undefined && end.equals(expected[i])),
  );
  stage.expect(
    'time is over when it is, and then for all that are left',
    inTime.length === ends.length ||
      (stage.loop.time() >= deadline && ends.slice(0, inTime.length).every((end, i) => end === inTime[i])),
  );
}

/** A task that is not done has no callbacks. */
function isBare(task: Task<string>): boolean {
  return task.done() || callbacksOf(task) === 0;
}

const plan = fc.record({
  numbers: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 6 }),
  timeout: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined, freq: 2 }),
  enough: fc.integer({ min: 1, max: 7 }),
});

it('asCompleted() gives results in the order in which they come, whatever the tasks do', unhurried, () => {
  holdsFor([fc.integer({ min: 1, max: 6 }), plan], (stage, count, each) => {
    const workers = new Workers(stage, count);
    stage.actor('A', () => takeSome(stage, workers, each));
    stage.atEnd('all are done, and nobody has touched them', () => workers.areUntouched());
  });
});
