import type { Coroutine } from '@asyncio-ts/tasks';
import { type Stage, unhurried } from '@asyncio-ts/test-kit';
import { holdsFor, scripts } from '@asyncio-ts/test-kit/programs';
import { it } from 'vitest';

import { WatchedCondition } from './watched-condition.js';

const notices = { 'notify one': 1, 'notify two': 2, 'notify all': Infinity };
const ops = ['wait', 'wait', 'wait', 'wait for a second', 'notify one', 'notify two', 'notify all'] as const;

function* use(
  stage: Stage,
  condition: WatchedCondition,
  script: readonly (typeof ops)[number][],
): Coroutine<void> {
  for (const op of script) {
    yield* stage.step(op);
    yield* condition.acquire();
    try {
      if (op === 'wait') yield* condition.wait();
      else if (op === 'wait for a second') yield* stage.within(1, condition.wait());
      else condition.notify(notices[op]);
      yield* stage.step('release');
    } finally {
      condition.release();
    }
  }
}

it(
  'a condition wakes as many as it is told to, in order, with the lock held, whatever its users do',
  unhurried,
  () => {
    holdsFor([scripts(ops)], (stage, all) => {
      const condition = new WatchedCondition(stage);
      stage.each(all, (script) => use(stage, condition, script));
      stage.cancelHangers(); // nobody may notify them
    });
  },
);
