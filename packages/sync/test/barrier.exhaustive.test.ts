import type { Coroutine } from '@asyncio-ts/tasks';
import { explore, type Stage, unhurried } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { WatchedBarrier } from './watched-barrier.js';

function* wait(stage: Stage, barrier: WatchedBarrier): Coroutine<void> {
  yield* stage.step('wait');
  yield* barrier.wait();
}

function* waitTwice(stage: Stage, barrier: WatchedBarrier): Coroutine<void> {
  yield* wait(stage, barrier);
  yield* wait(stage, barrier);
}

const meeting =
  (parties: number) =>
  (stage: Stage): void => {
    const barrier = new WatchedBarrier(stage, parties);
    stage.alike('ABC', () => waitTwice(stage, barrier));
    stage.cancelHangers(); // one may be left over, or be missing
  };

function* sendAwayTwice(stage: Stage, barrier: WatchedBarrier): Coroutine<void> {
  for (let left = 2; left > 0; left--) {
    if ((yield* stage.step('reset', 'abort')) === 'reset') yield* barrier.reset();
    else yield* barrier.abort();
  }
}

function broken(stage: Stage): void {
  const barrier = new WatchedBarrier(stage, 2);
  stage.actor('A', () => waitTwice(stage, barrier));
  stage.actor('B', () => wait(stage, barrier));
  stage.actor('C', () => sendAwayTwice(stage, barrier));
  stage.cancelHangers();
}

describe('three tasks, each of which may be cancelled at any time', () => {
  it('meet in twos, and nobody is left behind, in each of 11,642 schedules', unhurried, () => {
    expect(explore(meeting(2))).toBe(11642);
  });

  it('meet all three, twice, and nobody goes on before that, in each of 14,492 schedules', unhurried, () => {
    expect(explore(meeting(3))).toBe(14492);
  });

  it(
    'meet while one resets and aborts, and nobody is left behind, in each of 5,589 schedules',
    unhurried,
    () => {
      expect(explore(broken)).toBe(5589);
    },
  );
});
