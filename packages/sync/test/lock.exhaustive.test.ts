import type { Coroutine } from '@asyncio-ts/tasks';
import { explore, type Stage, unhurried } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { WatchedLock } from './watched-lock.js';

function* use(stage: Stage, lock: WatchedLock): Coroutine<void> {
  yield* stage.step('acquire');
  yield* lock.acquire();
  if ((yield* releaseAfterStep(stage, lock, 'release', 'release and acquire')) === 'release') return;
  yield* lock.acquire();
  yield* releaseAfterStep(stage, lock, 'release');
}

function* releaseAfterStep(
  stage: Stage,
  lock: WatchedLock,
  ...labels: [string, ...string[]]
): Coroutine<string> {
  try {
    return yield* stage.step(...labels);
  } finally {
    lock.release();
  }
}

function threeUsers(stage: Stage): void {
  const lock = new WatchedLock(stage);
  stage.alike('ABC', () => use(stage, lock));
}

describe('three tasks, each of which may be cancelled at any time', () => {
  it('hold a lock one at a time, first come, first served, in each of 7,292 schedules', unhurried, () => {
    expect(explore(threeUsers)).toBe(7292);
  });
});
