import {
  CancelledError,
  type Coroutine,
  createTask,
  fromPromise,
  getRunningLoop,
  run,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { Event } from '../src/index.js';

describe('Event', () => {
  it('is passed at once while it is set', () => {
    runVirtual(function* () {
      const event = new Event();
      event.set();
      expect(event.isSet()).toBe(true);
      const before = getRunningLoop().time();
      expect(yield* event.wait()).toBe(true);
      expect(getRunningLoop().time()).toBe(before);
    });
  });

  it('is not set any more once it was cleared', () => {
    const event = new Event();
    event.set();
    event.clear();
    expect(event.isSet()).toBe(false);
    event.clear();
    expect(event.isSet()).toBe(false);
  });

  it('wakes all in the order they came, but a task that starts after set() passes before them', () => {
    runVirtual(function* () {
      const event = new Event();
      const passed: string[] = [];
      function* waiter(name: string): Coroutine<void> {
        yield* event.wait();
        passed.push(name);
      }
      createTask(waiter('first'));
      createTask(waiter('second'));
      yield* turns(1);
      expect(passed).toEqual([]);
      createTask(waiter('late'));
      event.set();
      yield* turns(1);
      expect(passed).toEqual(['late', 'first', 'second']);
    });
  });

  it('wakes those who wait once, also if it is cleared and set again before they run', () => {
    runVirtual(function* () {
      const event = new Event();
      let passed = 0;
      const task = createTask(
        (function* (): Coroutine<void> {
          yield* event.wait();
          passed++;
        })(),
      );
      yield* turns(1);
      event.set();
      event.clear();
      event.set();
      event.set();
      event.clear();
      yield* turns(1);
      expect(task.done()).toBe(true);
      expect(passed).toBe(1);
      expect(String(event)).toBe('<Event [unset]>');
    });
  });

  it('is left by a waiter that is cancelled', () => {
    runVirtual(function* () {
      const event = new Event();
      const task = createTask(event.wait());
      yield* turns(1);
      expect(String(event)).toBe('<Event [unset, waiters:1]>');
      getRunningLoop().callSoon(() => void task.cancel());
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect(String(event)).toBe('<Event [unset]>');
    });
  });

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

  it('can be awaited in an async function', async () => {
    const event = new Event();
    event.set();
    function* main(): Coroutine<boolean> {
      return yield* fromPromise((async () => await event.wait())());
    }
    expect(await run(main())).toBe(true);
  });

  it('shows its state in one line', () => {
    const event = new Event();
    expect(String(event)).toBe('<Event [unset]>');
    event.set();
    expect(String(event)).toBe('<Event [set]>');
  });
});
