/**
 * What CPython 3.13's `test_runners.py` pins down of `run`, in our words. Not here: policies, and platforms' own classes
 * of loops. Ctrl-C: signals.cpython.test.ts. Async generators that are really there: `@asyncio-ts/iterators`.
 */
import { type EventLoop, type ExceptionContext, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  createTask,
  fromPromise,
  getRunningLoop,
  run,
  sleep,
  type Task,
} from '@asyncio-ts/tasks';
import { type Closable, loopState } from '@asyncio-ts/tasks/internal';
import { afterEach, describe, expect, it, vi } from 'vitest';

/** Makes the loop of a run, and keeps it and its reports for the test. */
class Factory {
  readonly loops: EventLoop[] = [];
  readonly reported: ExceptionContext[] = [];

  readonly make = (...args: unknown[]): EventLoop => {
    expect(args).toEqual([]);
    const loop = new VirtualTimeLoop();
    loop.setExceptionHandler((_loop, context) => {
      this.reported.push(context);
    });
    this.loops.push(loop);
    return loop;
  };

  isClosed(): boolean {
    return this.loops.length === 1 && this.loops[0]!.isClosed();
  }
}

describe('run', () => {
  it('gives what the program returns, and closes its loop [test_runners.RunTests.test_asyncio_run_return]', async () => {
    const factory = new Factory();
    expect(await run(sleep(0, 42), { loopFactory: factory.make })).toBe(42);
    expect(factory.isClosed()).toBe(true);
    expect(await run(sleep(0, 42))).toBe(42); // on a loop of the host
  });

  it('throws what the program throws, and closes its loop [test_runners.RunTests.test_asyncio_run_raises]', async () => {
    const factory = new Factory();
    const spam = new RangeError('spam');
    function* main(): Coroutine<never> {
      yield* sleep(0);
      throw spam;
    }
    await expect(run(main(), { loopFactory: factory.make })).rejects.toBe(spam);
    expect([factory.isClosed(), factory.reported]).toEqual([true, []]);
  });

  it.each([[1], [() => null], [undefined], [Promise.resolve(1)]])(
    'refuses %s, which is no coroutine, by a TypeError; in CPython 3.13 it is a ValueError [test_runners.RunTests.test_asyncio_run_only_coro]',
    async (main) => {
      const factory = new Factory();
      await expect(run(main as never, { loopFactory: factory.make })).rejects.toMatchObject({
        name: 'TypeError',
        message: expect.stringMatching(/^a coroutine was expected, got /) as string,
      });
      expect(factory.loops).toEqual([]);
    },
  );

  it('takes the loop that loopFactory makes, which it calls once, without arguments [test_runners.RunTests.test_asyncio_run_loop_factory]', async () => {
    const factory = new Factory();
    function* main(): Coroutine<EventLoop> {
      return getRunningLoop();
    }
    expect(await run(main(), { loopFactory: factory.make })).toBe(factory.loops[0]);
    expect(factory.isClosed()).toBe(true); // there is just one
  });

  it('inside of a run is a program of its own, on a loop of its own; CPython, whose run() blocks, refuses it [test_runners.RunTests.test_asyncio_run_from_running_loop]', async () => {
    function* inner(): Coroutine<EventLoop> {
      yield* sleep(0);
      return getRunningLoop();
    }
    function* outer(): Coroutine<unknown[]> {
      const loop = yield* fromPromise(run(inner()));
      return [loop === getRunningLoop(), loop.isClosed(), getRunningLoop().isRunning()];
    }
    expect(await run(outer())).toEqual([false, true, true]);
  });
});

describe('debug mode of a run', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  function* isDebugging(): Coroutine<boolean> {
    return getRunningLoop().getDebug();
  }

  // A browser has no environment.
  it.skipIf(typeof process === 'undefined')(
    'is as asked for, else as the environment has it [test_runners.RunTests.test_asyncio_run_debug]',
    async () => {
      const ask = async (): Promise<boolean[]> => [
        await run(isDebugging()),
        await run(isDebugging(), { debug: false }),
        await run(isDebugging(), { debug: true }),
      ];
      vi.stubEnv('ASYNCIO_DEBUG', undefined);
      expect(await ask()).toEqual([false, false, true]);
      vi.stubEnv('ASYNCIO_DEBUG', '1');
      expect(await ask()).toEqual([true, false, true]);
    },
  );
});

describe('tasks that are left when the program ends', () => {
  it('are cancelled, and waited for [test_runners.RunTests.test_asyncio_run_cancels_hanging_tasks]', async () => {
    const factory = new Factory();
    let left: Task<void> | undefined;
    const log: string[] = [];
    function* lingers(): Coroutine<void> {
      try {
        yield* sleep(100);
      } finally {
        yield* sleep(1);
        log.push(`cleaned up at ${getRunningLoop().time()}`);
      }
    }
    function* main(): Coroutine<number> {
      left = createTask(lingers());
      yield* sleep(0.5);
      return 123;
    }
    expect(await run(main(), { loopFactory: factory.make })).toBe(123);
    expect([left?.cancelled(), log, factory.reported]).toEqual([true, ['cleaned up at 1.5'], []]);
  });

  it('and fail in their cleanup are reported, and the result is the program’s [test_runners.RunTests.test_asyncio_run_reports_hanging_tasks_errors]', async () => {
    const factory = new Factory();
    const oops = new RangeError('in cleanup');
    let left: Task<void> | undefined;
    function* breaks(): Coroutine<void> {
      try {
        yield* sleep(100);
      } catch (error) {
        if (error instanceof CancelledError) throw oops;
      }
    }
    function* main(): Coroutine<number> {
      left = createTask(breaks());
      yield* sleep(0);
      return 123;
    }
    expect(await run(main(), { loopFactory: factory.make })).toBe(123);
    expect(left?.done()).toBe(true);
    expect(
      factory.reported.map(({ message, exception, task }) => [message, exception, task === left]),
    ).toEqual([['unhandled exception during asyncio.run() shutdown', oops, true]]);
  });

  it('and fail do not keep async generators open, even if the program failed as well [test_runners.RunTests.test_asyncio_run_closes_gens_after_hanging_tasks_errors]', async () => {
    class FancyExit extends TypeError {}
    const factory = new Factory();
    const log: string[] = [];
    let left: Task<void> | undefined;
    const generator: Closable = {
      *aclose() {
        yield* sleep(1);
        log.push(`generator closed, task ${left?.done() === true ? 'done' : 'not done'}`);
      },
      toString: () => 'generator',
    };
    function* spins(): Coroutine<void> {
      loopState(getRunningLoop()).asyncGenerators.add(generator); // as its first step does
      try {
        yield* sleep(100);
      } catch (error) {
        log.push('task fails');
        throw new RangeError('in cleanup', { cause: error });
      }
    }
    function* main(): Coroutine<void> {
      left = createTask(spins());
      yield* sleep(0);
      throw new FancyExit();
    }
    await expect(run(main(), { loopFactory: factory.make })).rejects.toBeInstanceOf(FancyExit);
    expect(log).toEqual(['task fails', 'generator closed, task done']);
    expect(factory.reported.map(({ exception }) => String(exception))).toEqual(['RangeError: in cleanup']);
  });
});
