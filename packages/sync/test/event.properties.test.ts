import type { Coroutine } from '@asyncio-ts/tasks';
import { type Stage, unhurried } from '@asyncio-ts/test-kit';
import { holdsFor, scripts } from '@asyncio-ts/test-kit/programs';
import { it } from 'vitest';

import { WatchedEvent } from './watched-event.js';

const ops = ['wait', 'wait', 'wait for a second', 'set', 'clear', 'set and clear'] as const;

function* use(stage: Stage, event: WatchedEvent, script: readonly (typeof ops)[number][]): Coroutine<void> {
  for (const op of script) {
    yield* stage.step(op);
    if (op === 'wait') yield* event.wait();
    if (op === 'wait for a second') yield* stage.within(1, event.wait());
    if (op.startsWith('set')) event.set();
    if (op.endsWith('clear')) event.clear();
  }
}

it(
  'an event lets all go on who waited when it was set, in the order they came, whatever its users do',
  unhurried,
  () => {
    holdsFor([scripts(ops)], (stage, all) => {
      const event = new WatchedEvent(stage);
      stage.each(all, (script) => use(stage, event, script));
      stage.cancelHangers(); // nobody may set it
    });
  },
);
