/** createTask with a factory that goes its own way. */
import { createTask, setTaskFactory, sleep, Task } from '@asyncio-ts/tasks';
import { getRunningLoop } from '@asyncio-ts/loop';
import { runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

describe('createTask', () => {
  it('leaves the name to the factory unless it was given one', () => {
    runVirtual(function* () {
      setTaskFactory(
        getRunningLoop(),
        (_loop, coroutine, options) => new Task(coroutine, { ...options, name: 'of the factory' }),
      );
      const tasks = [createTask(sleep(1)), createTask(sleep(1), { name: 'given' })];
      expect(tasks.map((task) => task.getName())).toEqual(['of the factory', 'given']);
      for (const task of tasks) yield* task;
    });
  });
});
