/**
 * What CPython 3.13's `test_runners.py` pins down of `Runner`, in our words. Not here: policies. Ctrl-C:
 * signals.cpython.test.ts.
 */
import { ContextVar, copyContext } from '@asyncio-ts/contextvars';
import { type EventLoop, type ExceptionContext, VirtualTimeLoop } from '@asyncio-ts/loop';
import { type Coroutine, coroutine, fromPromise, Future, Runner, sleep } from '@asyncio-ts/tasks';
import { failureOf, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { returns } from './small-coroutines.js';

const isClosed: unknown = expect.objectContaining({
  name: 'RuntimeError',
  message: expect.stringMatching(/^Runner is closed\n/) as string,
});

describe('the loop of a runner', () => {
  it.each([
    ['is not in debug mode if that is off [test_runners.RunnerTests.test_non_debug]', false],
    ['is in debug mode if that is on [test_runners.RunnerTests.test_debug]', true],
  ])('%s', async (_title, debug) => {
    await using runner = new Runner({ debug });
    expect(runner.getLoop().getDebug()).toBe(debug);
  });

  it('is the one that loopFactory makes [test_runners.RunnerTests.test_custom_factory]', async () => {
    const loop = new VirtualTimeLoop();
    await using runner = new Runner({ loopFactory: () => loop });
    expect(runner.getLoop()).toBe(loop);
    expect(await runner.run(sleep(3600, 'an hour'))).toBe('an hour');
    expect(runner.getLoop()).toBe(loop);
  });
});

describe('Runner.run', () => {
  it('gives what the program returns; after the scope of the runner its loop is closed [test_runners.RunnerTests.test_run]', async () => {
    const used: { runner: Runner; loop: EventLoop }[] = [];
    {
      await using runner = new Runner();
      expect(await runner.run(sleep(0, 'done'))).toBe('done');
      used.push({ runner, loop: runner.getLoop() });
      expect(used[0]!.loop.isClosed()).toBe(false);
    }
    const [{ runner, loop }] = used as [(typeof used)[0]];
    expect(thrownBy(() => runner.getLoop())).toEqual(isClosed);
    expect(loop.isClosed()).toBe(true);
  });

  it('refuses what is no coroutine by a TypeError; in CPython 3.13 it is a ValueError [test_runners.RunnerTests.test_run_non_coro]', async () => {
    await using runner = new Runner();
    await expect(runner.run(123 as never)).rejects.toEqual(
      new TypeError('a coroutine was expected, got 123'),
    );
    expect(await runner.run(returns('fine'))).toBe('fine');
  });

  it('refuses a future, though that can be awaited, by a TypeError; in CPython 3.13 it is a ValueError [test_runners.RunnerTests.test_run_future]', async () => {
    await using runner = new Runner();
    const future = new Future<void>({ loop: runner.getLoop() });
    await expect(runner.run(future as never)).rejects.toEqual(
      new TypeError('a coroutine was expected, got <Future pending>'),
    );
  });

  it('has one set of context variables for all programs of the runner [test_runners.RunnerTests.test_run_keeps_context]', async () => {
    const variable = new ContextVar('cvar', { default: -1 });
    function* replaces(value: number): Coroutine<number> {
      const old = variable.get();
      yield* sleep(0);
      variable.set(value);
      return old;
    }
    function* context() {
      return copyContext();
    }
    await using runner = new Runner();
    expect([await runner.run(replaces(1)), await runner.run(replaces(2))]).toEqual([-1, 1]);
    expect((await runner.run(context())).get(variable)).toBe(2);
    expect(variable.get()).toBe(-1);
  });

  it('inside of a program that it runs is a RuntimeError, and in debug mode the refused coroutine is reported as never awaited [test_runners.RunnerTests.test_recursive_run]', async () => {
    const reported: ExceptionContext[] = [];
    const refused = coroutine(function* refused() {
      expect.fail('ran');
    });
    {
      await using runner = new Runner({ debug: true });
      runner.getLoop().setExceptionHandler((_loop, context) => void reported.push(context));
      const inside = runner;
      function* program(): Coroutine {
        return yield* failureOf(fromPromise(inside.run(refused())));
      }
      expect(await runner.run(program())).toMatchObject({
        name: 'RuntimeError',
        message: expect.stringMatching(
          /^Runner\.run\(\) cannot be called from a running event loop\n/,
        ) as string,
      });
    }
    expect(reported.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^coroutine 'refused' was never awaited at .*runner\.cpython\.test\.ts/),
    ]);
  });

  it('never asks for the text of a result [test_runners.RunnerTests.test_no_repr_is_call_on_the_task_result]', async () => {
    const asked: string[] = [];
    const result = {
      toString: () => asked.push('toString'),
      toJSON: () => asked.push('toJSON'),
      [Symbol.toPrimitive]: () => asked.push('toPrimitive'),
      [Symbol.for('nodejs.util.inspect.custom')]: () => asked.push('inspect'),
    };
    for (const debug of [false, true]) {
      await using runner = new Runner({ debug });
      expect((await runner.run(sleep(0, result))) === result).toBe(true);
    }
    expect(asked).toEqual([]);
  });
});

describe('Runner.close', () => {
  it('closes the loop, and the runner gives none any more [test_runners.RunnerTests.test_explicit_close]', async () => {
    const runner = new Runner();
    const loop = runner.getLoop();
    await runner.close();
    expect(thrownBy(() => runner.getLoop())).toEqual(isClosed);
    expect(loop.isClosed()).toBe(true);
  });

  it('does nothing the second time [test_runners.RunnerTests.test_double_close]', async () => {
    const runner = new Runner();
    const loop = runner.getLoop();
    await runner.close();
    expect(loop.isClosed()).toBe(true);
    await expect(runner.close()).resolves.toBeUndefined();
    expect(loop.isClosed()).toBe(true);
  });

  it('is for good: a program is refused, and nothing of it runs [test_runners.RunnerTests.test_second_with_block_raises]', async () => {
    const ran: number[] = [];
    function* notes(number: number): Coroutine<void> {
      ran.push(number);
    }
    const runner = new Runner();
    await runner.run(notes(1));
    await runner.close();
    await expect(runner.run(notes(2))).rejects.toEqual(isClosed);
    expect(ran).toEqual([1]);
  });
});
