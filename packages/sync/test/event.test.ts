import { type Coroutine, createTask, fromPromise, run } from '@asyncio-ts/tasks';
import { runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Event } from '../src/index.js';

describe('Event', () => {
  it('wakes the others when one of those who wait is being cancelled', () => {
    runVirtual(function* () {
      const event = new Event();
      const tasks = [createTask(event.wait()), createTask(event.wait())];
      yield* turns(1);
      tasks[0]!.cancel();
      event.set();
      yield* turns(1);
      expect(tasks.map((task) => task.cancelled())).toEqual([true, false]);
      expect(tasks[1]!.result()).toBe(true);
    });
  });

  it('names its coroutines', () => {
    expect(String(new Event().wait())).toBe('<coroutine Event.wait() created>');
  });

  it('can be awaited in an async function', async () => {
    const event = new Event();
    event.set();
    function* main(): Coroutine<boolean> {
      return yield* fromPromise((async () => await event.wait())());
    }
    expect(await run(main())).toBe(true);
  });
});
