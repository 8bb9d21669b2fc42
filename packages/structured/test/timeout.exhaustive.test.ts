import type { Coroutine } from '@asyncio-ts/tasks';
import { explore, type Stage, unhurried } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { WatchedTimeouts } from './watched-timeouts.js';

interface Limits {
  readonly outer: number;
  readonly inner: number;
}

function* wait(stage: Stage, timeouts: WatchedTimeouts, { outer, inner }: Limits): Coroutine<void> {
  yield* stage.step('wait');
  yield* timeouts.run(outer, inner);
  yield* stage.step('go on'); // nothing of the timeouts interrupts this
}

function* settle(stage: Stage, timeouts: WatchedTimeouts): Coroutine<void> {
  timeouts.settle(yield* stage.step('set', 'fail'));
}

function* reschedule(stage: Stage, timeouts: WatchedTimeouts): Coroutine<void> {
  const when = yield* stage.step('make it now', 'make it later');
  timeouts.reschedule(when === 'make it now' ? 0 : 5);
}

const nested =
  (limits: Limits) =>
  (stage: Stage): void => {
    const timeouts = new WatchedTimeouts(stage);
    stage.actor('A', () => wait(stage, timeouts, limits));
    stage.actor('B', () => settle(stage, timeouts));
    stage.actor('C', () => reschedule(stage, timeouts));
  };

describe('a timeout inside of another, around what another task settles, and a third that moves the limit', () => {
  it(
    'tell whose time was over, each task cancelled at any time, in each of 4,608 schedules',
    unhurried,
    () => {
      expect(explore(nested({ outer: 2, inner: 1 }))).toBe(4608);
    },
  );

  it('do so when both are over at the same time, in each of 2,044 schedules', unhurried, () => {
    expect(explore(nested({ outer: 1, inner: 1 }))).toBe(2044);
  });

  it('do so when there is no time at all, in each of 3,380 schedules', unhurried, () => {
    expect(explore(nested({ outer: 1, inner: 0 }))).toBe(3380);
  });
});
