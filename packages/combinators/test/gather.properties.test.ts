import { CancelledError, type Coroutine } from '@asyncio-ts/tasks';
import { type Stage, unhurried } from '@asyncio-ts/test-kit';
import { holdsFor } from '@asyncio-ts/test-kit/programs';
import fc from 'fast-check';
import { it } from 'vitest';

import { gather } from '../src/index.js';
import { End, Workers } from './worker.js';

interface Gathering {
  /** Which workers; some maybe twice. */
  readonly numbers: readonly number[];
  readonly returnExceptions: boolean;
}

function* gatherSome(
  stage: Stage,
  workers: Workers,
  { numbers, returnExceptions }: Gathering,
): Coroutine<void> {
  yield* stage.step('gather');
  const tasks = workers.pick(numbers);
  const doneBefore = new Set(tasks.filter((task) => task.done()));
  const gathered = gather(tasks, { returnExceptions });
  const me = stage.me();
  stage.always('cancelling gather() cancels all its children', () => {
    return !me.wasCancelled || gathered.done() || tasks.every((task) => task.done() || task.cancelling() > 0);
  });
  const end = yield* End.ofAwaiting(gathered);
  // Those that were done already count in the order in which they were given.
  const inOrder = [
    ...doneBefore,
    ...workers.ended.filter((task) => tasks.includes(task) && !doneBefore.has(task)),
  ];
  const failure = inOrder.map((task) => End.of(task)).find(({ what }) => what !== 'result');
  const isAllDone = tasks.every((task) => task.done());
  const all = isAllDone ? tasks.map((task) => resultOrError(End.of(task))) : undefined;
  const expected = failure !== undefined && !returnExceptions ? failure : new End('result', all);
  if (me.wasCancelled) {
    // Its children were, too, and one of them may have thrown something else in its cleanup.
    stage.expect(
      'a cancelled gather() has no result',
      end.what === 'cancelled' || (end.what === 'error' && end.equals(expected)),
    );
    throw new CancelledError();
  }
  stage.expect('gather() ends with the first error, or with all results', end.equals(expected));
  stage.expect('gather() has no result before all are done', end.what !== 'result' || isAllDone);
}

function resultOrError({ what, value }: End): unknown {
  return what === 'cancelled' ? new CancelledError() : value;
}

const gathering = fc.record({
  numbers: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 5 }),
  returnExceptions: fc.boolean(),
});

it('gather() has all results in order, or the first error, whatever its children do', unhurried, () => {
  holdsFor(
    [fc.integer({ min: 1, max: 6 }), fc.array(gathering, { minLength: 1, maxLength: 2 })],
    (stage, count, gatherings) => {
      const workers = new Workers(stage, count);
      stage.each(gatherings, (each) => gatherSome(stage, workers, each));
      // gather() looks at the errors of all others, also after the first.
      const gathered = new Set(workers.pick(gatherings.flatMap(({ numbers }) => numbers)));
      stage.atEnd('all are done', () => {
        workers.lookAtErrorsBut(gathered);
        return workers.tasks.every((task) => task.done());
      });
    },
  );
});
