import type { Coroutine } from '@asyncio-ts/tasks';
import { explore, type Stage, unhurried } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { WatchedCondition } from './watched-condition.js';

function* waitOnce(stage: Stage, condition: WatchedCondition): Coroutine<void> {
  yield* stage.step('wait');
  yield* condition.acquire();
  try {
    yield* condition.wait();
    yield* stage.step('release');
  } finally {
    condition.release();
  }
}

function* notify(stage: Stage, condition: WatchedCondition): Coroutine<void> {
  const what = yield* stage.step('notify one', 'notify two');
  yield* condition.acquire();
  try {
    condition.notify(what === 'notify one' ? 1 : 2);
    yield* stage.step('release');
  } finally {
    condition.release();
  }
}

function* notifyTwice(stage: Stage, condition: WatchedCondition): Coroutine<void> {
  yield* notify(stage, condition);
  yield* notify(stage, condition);
}

function oneNotice(stage: Stage): void {
  const condition = new WatchedCondition(stage);
  stage.alike('AB', () => waitOnce(stage, condition));
  stage.actor('C', () => notify(stage, condition));
  stage.cancelHangers(); // it may come before anybody waits
}

function twoNotices(stage: Stage): void {
  const condition = new WatchedCondition(stage);
  stage.alike('AB', () => waitOnce(stage, condition));
  stage.actor('C', () => notifyTwice(stage, condition));
  stage.cancelHangers();
}

describe('three tasks that wait at a condition and notify each other', () => {
  it(
    'hold the lock after wait(), and lose no notification, each cancelled at any time, in 3,128 schedules',
    unhurried,
    () => {
      expect(explore(oneNotice)).toBe(3128);
    },
  );

  it(
    'do so with two notifications, one of the tasks cancelled at any time, in 11,852 schedules',
    unhurried,
    () => {
      expect(explore(twoNotices, { cancels: 1 })).toBe(11852);
    },
  );
});
