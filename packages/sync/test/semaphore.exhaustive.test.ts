import type { Coroutine } from '@asyncio-ts/tasks';
import { explore, type Stage, unhurried } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { WatchedSemaphore } from './watched-semaphore.js';

function* use(stage: Stage, semaphore: WatchedSemaphore): Coroutine<void> {
  yield* stage.step('acquire');
  yield* semaphore.acquire();
  try {
    yield* stage.step('release');
  } finally {
    semaphore.release();
  }
}

function* useTwice(stage: Stage, semaphore: WatchedSemaphore): Coroutine<void> {
  yield* use(stage, semaphore);
  yield* use(stage, semaphore);
}

function twoPermits(stage: Stage): void {
  const semaphore = new WatchedSemaphore(stage, { permits: 2, isBounded: true });
  stage.alike('AB', () => use(stage, semaphore));
  stage.actor('C', () => useTwice(stage, semaphore));
}

function* take(stage: Stage, semaphore: WatchedSemaphore): Coroutine<void> {
  yield* stage.step('acquire');
  yield* semaphore.acquire();
}

function* takeTwo(stage: Stage, semaphore: WatchedSemaphore): Coroutine<void> {
  yield* take(stage, semaphore);
  yield* take(stage, semaphore);
}

function* giveThree(stage: Stage, semaphore: WatchedSemaphore): Coroutine<void> {
  for (let left = 3; left > 0; left--) {
    yield* stage.step('release');
    semaphore.release();
  }
}

function giverAndTakers(stage: Stage): void {
  const semaphore = new WatchedSemaphore(stage, { permits: 0 });
  stage.actor('A', () => takeTwo(stage, semaphore));
  stage.actor('B', () => take(stage, semaphore));
  stage.actor('C', () => giveThree(stage, semaphore));
  stage.cancelHangers(); // the giver may be cancelled
}

describe('three tasks, each of which may be cancelled at any time', () => {
  it('share two permits, and give back as many, in each of 3,924 schedules', unhurried, () => {
    expect(explore(twoPermits)).toBe(3924);
  });

  it('hand permits from one to the others, and lose none, in each of 7,610 schedules', unhurried, () => {
    expect(explore(giverAndTakers)).toBe(7610);
  });
});
