import type { Coroutine } from '@asyncio-ts/tasks';
import { explore, type Stage, unhurried } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { WatchedGroup } from './watched-group.js';

function* parent(stage: Stage, group: WatchedGroup, names: readonly string[]): Coroutine<void> {
  yield* stage.step('open the group');
  yield* group.run(names);
  yield* stage.step('go on'); // a cancellation that had to stand back behind errors arrives here
}

function* canceller(stage: Stage, group: WatchedGroup): Coroutine<void> {
  for (let left = 2; left > 0; left--) {
    yield* stage.step('cancel the group');
    group.cancel();
  }
}

function twoChildren(stage: Stage): void {
  const group = new WatchedGroup(stage);
  stage.actor('P', () => parent(stage, group, ['a', 'b']));
}

function cancelledGroup(stage: Stage): void {
  const group = new WatchedGroup(stage);
  stage.actor('P', () => parent(stage, group, ['a']));
  stage.actor('C', () => canceller(stage, group));
}

describe('a task group of three tasks, each of which may be cancelled at any time', () => {
  it('ends when its children have, with all their errors, in each of 28,790 schedules', unhurried, () => {
    expect(explore(twoChildren)).toBe(28790);
  });

  it('ends quietly when it is cancelled itself, in each of 12,968 schedules', unhurried, () => {
    expect(explore(cancelledGroup)).toBe(12968);
  });
});
