import type { Coroutine } from '@asyncio-ts/tasks';
import { explore, type Stage } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { WatchedLock } from './watched-lock.js';

function* use(stage: Stage, lock: WatchedLock): Coroutine<void> {
  yield* stage.step('acquire');
  yield* lock.acquire();
  let next = 'release and acquire';
  try {
    next = yield* stage.step('release', 'release and acquire');
  } finally {
    lock.release();
  }
  if (next === 'release') return;
  yield* lock.acquire();
  try {
    yield* stage.step('release');
  } finally {
    lock.release();
  }
}

function threeUsers(stage: Stage): void {
  const lock = new WatchedLock(stage);
  stage.alike('ABC', () => use(stage, lock));
}

describe('three tasks, each of which may be cancelled at any time', () => {
  it(
    'hold a lock one at a time, first come, first served, in each of 7,292 schedules',
    { timeout: 60_000 },
    () => {
      expect(explore(threeUsers)).toBe(7292);
    },
  );
});
