/**
 * What CPython 3.13's `test_tasks.py` and `test_context.py` (the one of asyncio) pin down of tasks and context variables,
 * in our words. The context of a failed task's report: unretrieved.cpython.test.ts.
 */
import { type Context, ContextVar, copyContext } from '@asyncio-ts/contextvars';
import { getRunningLoop } from '@asyncio-ts/loop';
import { type Coroutine, createTask, Future, sleep, Task } from '@asyncio-ts/tasks';
import { runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { returns } from './small-coroutines.js';

describe('the context of a task', () => {
  it('is a copy of that moment: nothing leaks later, either way, across awaits [test_tasks.BaseTaskTests.test_context_1]', () => {
    const variable = new ContextVar('cvar', { default: 'nope' });
    const seen: string[] = [];
    function* child(): Coroutine<void> {
      yield* sleep(0.01);
      seen.push(variable.get());
      variable.set('something else');
      yield* sleep(0);
      seen.push(variable.get());
    }
    runVirtual(function* () {
      seen.push(variable.get());
      const task = createTask(child());
      variable.set('yes');
      yield* task;
      seen.push(variable.get());
    });
    expect(seen).toEqual(['nope', 'nope', 'something else', 'yes']);
    expect(variable.get()).toBe('nope');
  });

  it('is not polluted by done callbacks, which have a copy, and outlasts every await [test_tasks.BaseTaskTests.test_context_2]', () => {
    const variable = new ContextVar('cvar', { default: 'nope' });
    const inCallback: string[] = [];
    runVirtual(function* () {
      for (const round of [0, 1]) {
        const future = new Future<void>();
        future.addDoneCallback(() => {
          inCallback.push(variable.get());
          variable.set('something else');
        });
        variable.set(`yes${round}`);
        getRunningLoop().callSoon(() => {
          future.setResult();
        });
        yield* future;
        expect(variable.get()).toBe(`yes${round}`);
        for (const time of [0, 1, 2]) {
          variable.set(`yes${time}-${round}`);
          yield* sleep(0.001);
          expect(variable.get()).toBe(`yes${time}-${round}`);
        }
      }
    });
    expect(inCallback).toEqual(['nope', 'yes2-0']); // as it was when each was added
    expect(variable.get()).toBe('nope');
  });

  it('is apart from those of a hundred others that run beside it [test_tasks.BaseTaskTests.test_context_3]', () => {
    const variable = new ContextVar('cvar', { default: -1 });
    let looks = 0;
    function* sub(number: number): Coroutine<void> {
      for (let i = 0; i < 10; i++) {
        variable.set(number + i);
        yield* sleep(0.001 * (1 + ((number * 7 + i * 3) % 50)));
        expect(variable.get()).toBe(number + i);
        looks++;
      }
    }
    runVirtual(function* () {
      const tasks = Array.from({ length: 100 }, (_, i) => createTask(sub(i)));
      for (const task of tasks) yield* task;
      expect(variable.get()).toBe(-1);
    });
    expect([looks, variable.get()]).toEqual([1000, -1]);
  });

  it('is two settings of one library, in two tasks side by side [test_context.DecimalContextTest.test_asyncio_task_decimal_context]', () => {
    // The library: a division whose precision is a setting of its own.
    const precision = new ContextVar('precision', { default: 28 });
    const divide = (a: number, b: number): string => (a / b).toPrecision(precision.get());
    function* fractions(seconds: number, digits: number): Coroutine<string[]> {
      const token = precision.set(digits);
      const a = divide(1, 3);
      yield* sleep(seconds);
      const b = divide(1, 9);
      precision.reset(token);
      return [a, b];
    }
    runVirtual(function* () {
      const tasks = [createTask(fractions(0.1, 3)), createTask(fractions(0.2, 6))] as const;
      expect([yield* tasks[0], yield* tasks[1]]).toEqual([
        ['0.333', '0.111'],
        ['0.333333', '0.111111'],
      ]);
      expect(precision.get()).toBe(28);
    });
  });
});

describe('a context that is given', () => {
  it.each<[string, (call: Coroutine<void>, context: Context) => Task<void>]>([
    [
      'new Task() is used itself, by one task after the other [test_tasks.BaseTaskTests.test_context_4]',
      (call, context) => new Task(call, { context }),
    ],
    [
      'createTask() is used itself, by one task after the other [test_tasks.BaseTaskTests.test_context_5]',
      (call, context) => createTask(call, { context }),
    ],
    [
      'createTask() with a loop is used itself, by one task after the other [test_tasks.BaseTaskTests.test_context_6]',
      (call, context) => createTask(call, { context, loop: getRunningLoop() }),
    ],
  ])('to %s', (_title, make) => {
    const variable = new ContextVar<number>('cvar');
    function* sets(value: number): Coroutine<void> {
      yield* sleep(0);
      variable.set(value);
    }
    runVirtual(function* () {
      const context = copyContext();
      const seen = [context.get(variable)];
      for (const value of [1, 2]) {
        yield* make(sets(value), context);
        seen.push(context.get(variable));
      }
      expect(seen).toEqual([undefined, 1, 2]);
      expect(variable.get('unset here')).toBe('unset here');
    });
  });

  it('is what getContext() gives, also when the task is done [test_tasks.BaseTaskTests.test_get_context]', () => {
    runVirtual(function* () {
      const context = copyContext();
      const task = createTask(returns(1), { context });
      expect(task.getContext()).toBe(context);
      yield* task;
      expect(task.getContext()).toBe(context);
    });
  });
});
