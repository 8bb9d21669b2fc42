import type { Coroutine } from '@asyncio-ts/tasks';
import { type Stage, unhurried } from '@asyncio-ts/test-kit';
import { holdsFor, scripts } from '@asyncio-ts/test-kit/programs';
import fc from 'fast-check';
import { describe, it } from 'vitest';

import { WatchedSemaphore } from './watched-semaphore.js';

const ops = ['hold', 'hold', 'hold two', 'try for a second', 'release once more'] as const;
type Script = readonly (typeof ops)[number][];

function* use(stage: Stage, semaphore: WatchedSemaphore, script: Script): Coroutine<void> {
  for (const op of script) {
    yield* stage.step(op);
    if (op === 'hold') yield* hold(stage, semaphore);
    else if (op === 'hold two') yield* holdTwo(stage, semaphore);
    else if (op === 'release once more') semaphore.releaseOnceMore();
    else if (yield* stage.within(1, semaphore.acquire())) yield* release(stage, semaphore);
  }
}

function* hold(stage: Stage, semaphore: WatchedSemaphore): Coroutine<void> {
  yield* semaphore.acquire();
  yield* release(stage, semaphore);
}

function* holdTwo(stage: Stage, semaphore: WatchedSemaphore): Coroutine<void> {
  yield* semaphore.acquire();
  try {
    yield* hold(stage, semaphore);
  } finally {
    semaphore.release();
  }
}

function* release(stage: Stage, semaphore: WatchedSemaphore): Coroutine<void> {
  try {
    yield* stage.step('release');
  } finally {
    semaphore.release();
  }
}

describe.each([
  { what: 'a semaphore', isBounded: false },
  { what: 'a bounded semaphore', isBounded: true },
])('$what', ({ isBounded }) => {
  it(
    'has no more holders than permits, first come, first served, and loses no permit, whatever its users do',
    unhurried,
    () => {
      holdsFor([scripts(ops), fc.integer({ min: 0, max: 4 })], (stage, all, permits) => {
        const semaphore = new WatchedSemaphore(stage, { permits, isBounded });
        stage.each(all, (script) => use(stage, semaphore, script));
        stage.cancelHangers(); // those who hold one permit and want another may wait for each other
      });
    },
  );
});
