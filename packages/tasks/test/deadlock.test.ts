/** What a deadlock tells of the tasks that wait. */
import type { VirtualTimeLoop } from '@asyncio-ts/loop';
import { coroutine, createTask, Future, runUntilCompleteSync } from '@asyncio-ts/tasks';
import { handsStepsOn, makeLoop, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

const waits = coroutine(function* waits(on: Future<unknown>) {
  yield* on;
});

/** The lines about tasks. */
function deadlockOf(loop: VirtualTimeLoop): string[] {
  const error = thrownBy(() => runUntilCompleteSync(loop, new Future({ loop }))) as Error;
  return error.message.split('\n').slice(1);
}

describe('a deadlock', () => {
  it('shows a task below the one that waits for it, whichever was made first', () => {
    const loop = makeLoop();
    const child = createTask(waits(new Future({ loop })), { loop, name: 'child' });
    createTask(waits(new Future({ loop })), { loop, name: 'lonely' });
    createTask(waits(child), { loop, name: 'parent' });
    expect(deadlockOf(loop)).toEqual([
      '  lonely: waits() waits for <Future pending cb=[wakeup of lonely]>',
      '  parent: waits() waits for child',
      '    child: waits() waits for <Future pending cb=[wakeup of child]>',
    ]);
  });

  // Calls in between are not known otherwise: see there.
  it.skipIf(!handsStepsOn)('shows the calls of a task, outermost first', () => {
    const loop = makeLoop();
    const outer = coroutine(function* outer() {
      yield* waits(new Future());
    });
    createTask(outer(), { loop, name: 'main' });
    expect(deadlockOf(loop)).toEqual([
      '  main: outer() -> waits() waits for <Future pending cb=[wakeup of main]>',
    ]);
  });

  it('shows a hundred tasks, and counts those beyond', () => {
    for (const [count, last] of [
      [100, /^ {2}t99: waits\(\) waits for /],
      [101, /^ {2}… and 1 more tasks$/],
    ] as const) {
      const loop = makeLoop();
      for (let i = 0; i < count; i++) createTask(waits(new Future({ loop })), { loop, name: `t${i}` });
      const lines = deadlockOf(loop);
      expect(lines).toHaveLength(count);
      expect(lines.at(-1)).toMatch(last);
    }
  });
});
