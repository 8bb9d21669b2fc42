import type { Coroutine } from '@asyncio-ts/tasks';
import { explore, type Stage, unhurried } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { WatchedEvent } from './watched-event.js';

function* waitTwice(stage: Stage, event: WatchedEvent): Coroutine<void> {
  yield* stage.step('wait');
  yield* event.wait();
  yield* stage.step('wait');
  yield* event.wait();
}

function* change(stage: Stage, event: WatchedEvent): Coroutine<void> {
  for (let left = 2; left > 0; left--) {
    const what = yield* stage.step('set', 'clear', 'set and clear');
    if (what !== 'clear') event.set();
    if (what !== 'set') event.clear();
  }
}

function setterAndWaiters(stage: Stage): void {
  const event = new WatchedEvent(stage);
  stage.alike('AB', () => waitTwice(stage, event));
  stage.actor('C', () => change(stage, event));
  stage.cancelHangers(); // it may never be set
}

describe('three tasks, each of which may be cancelled at any time', () => {
  it('wait for an event and set it, and nobody misses it, in each of 9,875 schedules', unhurried, () => {
    expect(explore(setterAndWaiters)).toBe(9875);
  });
});
