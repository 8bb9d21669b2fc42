import type { Coroutine } from '@asyncio-ts/tasks';
import { type Stage, unhurried } from '@asyncio-ts/test-kit';
import { holdsFor, scripts } from '@asyncio-ts/test-kit/programs';
import { it } from 'vitest';

import { WatchedFuture } from './watched-future.js';
import { WatchedTask } from './watched-task.js';

const limits = { 'wait for two seconds': 2, 'wait for a second': 1, 'wait for no time at all': 0 };
const waits = ['wait for two seconds', 'wait for a second', 'wait for no time at all'] as const;

function* wait(
  stage: Stage,
  awaited: WatchedTask | WatchedFuture,
  script: readonly (typeof waits)[number][],
): Coroutine<void> {
  for (const op of script) {
    yield* stage.step(op);
    yield* awaited.waitFor(limits[op]);
  }
}

it(
  'waitFor() of a task goes on when that has ended, and as it did, whoever else waits for it',
  unhurried,
  () => {
    holdsFor([scripts(waits, 4)], (stage, all) => {
      const task = new WatchedTask(stage, 'the task');
      stage.each(all, (script) => wait(stage, task, script));
    });
  },
);

function* settle(stage: Stage, future: WatchedFuture): Coroutine<void> {
  future.settle(yield* stage.step('set', 'fail', 'cancel'));
}

it(
  'waitFor() and shield() leave nothing behind at a future, nor touch it, whoever else waits for it',
  unhurried,
  () => {
    holdsFor([scripts(waits, 4)], (stage, all) => {
      const future = new WatchedFuture(stage);
      stage.each(all, (script) => wait(stage, future, script));
      stage.actor('the one who settles it', () => settle(stage, future));
    });
  },
);
