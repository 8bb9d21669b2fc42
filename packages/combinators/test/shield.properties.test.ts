import { CancelledError, type Coroutine } from '@asyncio-ts/tasks';
import { type Stage, unhurried } from '@asyncio-ts/test-kit';
import { holdsFor } from '@asyncio-ts/test-kit/programs';
import fc from 'fast-check';
import { it } from 'vitest';

import { shield } from '../src/index.js';
import { callbacksOf } from './callbacks-of.js';
import { End, Workers } from './worker.js';

/** Waits for workers behind shields, one after the other. */
function* wait(stage: Stage, workers: Workers, numbers: readonly number[]): Coroutine<void> {
  for (const task of workers.pick(numbers)) {
    yield* stage.step(`wait for ${task.getName()} behind a shield`);
    const end = yield* End.ofAwaiting(shield(task));
    if (stage.me().wasCancelled) {
      stage.expect('who is cancelled does not wait any longer', end.what === 'cancelled');
      throw new CancelledError();
    }
    stage.expect('a shield ends as what is behind it', task.done() && end.equals(End.of(task)));
  }
}

it(
  'shield() lets nobody be cancelled along with those who wait, and leaves nothing behind',
  unhurried,
  () => {
    const numbers = fc.array(fc.nat({ max: 5 }), { maxLength: 4 });
    holdsFor(
      [fc.integer({ min: 1, max: 4 }), fc.array(numbers, { minLength: 1, maxLength: 4 })],
      (stage, count, all) => {
        const workers = new Workers(stage, count);
        stage.each(all, (each) => wait(stage, workers, each));
        stage.whenQuiet('only those who wait leave anything at the tasks', () => {
          const left = workers.tasks
            .filter((task) => !task.done())
            .reduce((sum, task) => sum + callbacksOf(task), 0);
          return left === stage.waiting().length;
        });
        stage.atEnd('all are done, and nobody has touched them', () => workers.areUntouched());
      },
    );
  },
);
