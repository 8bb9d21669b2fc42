import type { Coroutine } from '@asyncio-ts/tasks';
import { type Stage, unhurried } from '@asyncio-ts/test-kit';
import { holdsFor, scripts } from '@asyncio-ts/test-kit/programs';
import fc from 'fast-check';
import { it } from 'vitest';

import { WatchedBarrier } from './watched-barrier.js';

const ops = ['wait', 'wait', 'wait', 'wait', 'wait for a second', 'reset', 'abort'] as const;

function* use(
  stage: Stage,
  barrier: WatchedBarrier,
  script: readonly (typeof ops)[number][],
): Coroutine<void> {
  for (const op of script) {
    yield* stage.step(op);
    if (op === 'wait') yield* barrier.wait();
    else if (op === 'wait for a second') yield* stage.within(1, barrier.wait());
    else if (op === 'reset') yield* barrier.reset();
    else yield* barrier.abort();
  }
}

it(
  'a barrier lets nobody go on before all are there, and keeps nobody who need not wait, whatever its users do',
  unhurried,
  () => {
    holdsFor([scripts(ops), fc.integer({ min: 1, max: 4 })], (stage, all, parties) => {
      const barrier = new WatchedBarrier(stage, parties);
      stage.each(all, (script) => use(stage, barrier, script));
      stage.cancelHangers(); // some may be missing
    });
  },
);
