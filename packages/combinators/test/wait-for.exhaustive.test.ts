import type { Coroutine } from '@asyncio-ts/tasks';
import { explore, type Stage, unhurried } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { WatchedFuture } from './watched-future.js';
import { WatchedTask } from './watched-task.js';

function* wait(stage: Stage, awaited: WatchedTask | WatchedFuture, seconds: number): Coroutine<void> {
  yield* stage.step('wait');
  yield* awaited.waitFor(seconds);
}

const twoForTask =
  (seconds: number) =>
  (stage: Stage): void => {
    const task = new WatchedTask(stage, 'B');
    stage.alike('AC', () => wait(stage, task, seconds));
  };

function* settle(stage: Stage, future: WatchedFuture): Coroutine<void> {
  future.settle(yield* stage.step('set', 'fail', 'cancel'));
}

function twoForFuture(stage: Stage): void {
  const future = new WatchedFuture(stage);
  stage.alike('AC', () => wait(stage, future, 1));
  stage.actor('B', () => settle(stage, future));
}

describe('two tasks that wait for a third, no longer than a second, each of them cancelled at any time', () => {
  it('go on when it has ended, and as it did, in each of 12,078 schedules', unhurried, () => {
    expect(explore(twoForTask(1))).toBe(12078);
  });

  it('do so when there is no time at all, in each of 1,558 schedules', unhurried, () => {
    expect(explore(twoForTask(0))).toBe(1558);
  });

  it(
    'leave nothing behind at a future that goes on without them, in each of 14,772 schedules',
    unhurried,
    () => {
      expect(explore(twoForFuture)).toBe(14772);
    },
  );
});
