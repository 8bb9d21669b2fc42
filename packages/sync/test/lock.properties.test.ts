import type { Coroutine } from '@asyncio-ts/tasks';
import { type Stage, unhurried } from '@asyncio-ts/test-kit';
import { holdsFor, scripts } from '@asyncio-ts/test-kit/programs';
import { it } from 'vitest';

import { WatchedLock } from './watched-lock.js';

const ops = ['hold it', 'hold it twice', 'try for a second'] as const;

function* use(stage: Stage, lock: WatchedLock, script: readonly (typeof ops)[number][]): Coroutine<void> {
  for (const op of script) {
    yield* stage.step(op);
    if (op !== 'try for a second') yield* hold(stage, lock);
    else if (yield* stage.within(1, lock.acquire())) yield* release(stage, lock);
    if (op === 'hold it twice') yield* hold(stage, lock); // in the very step in which it was released
  }
}

function* hold(stage: Stage, lock: WatchedLock): Coroutine<void> {
  yield* lock.acquire();
  yield* release(stage, lock);
}

function* release(stage: Stage, lock: WatchedLock): Coroutine<void> {
  try {
    yield* stage.step('release');
  } finally {
    lock.release();
  }
}

it('a lock is held by one at a time, first come, first served, whatever its users do', unhurried, () => {
  holdsFor([scripts(ops)], (stage, all) => {
    const lock = new WatchedLock(stage);
    stage.each(all, (script) => use(stage, lock, script));
  });
});
