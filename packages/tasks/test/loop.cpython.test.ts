/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_base_events.py`, `test_events.py`, `test_tasks.py` and
 * `test_futures2.py` pin down about a loop that runs coroutines, in our words under the names the tests have there. What
 * needs callbacks only is tested in `loop`. Methods of Python's loop are functions of the loop here. Not here:
 * executors, and the interpreter's flags for debug mode, for which an option stands.
 */
import { ContextVar } from '@asyncio-ts/contextvars';
import { EventLoop, getRunningLoop, KeyboardInterrupt, SystemExit, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  type Awaitable,
  type Coroutine,
  coroutine,
  createTask,
  ensureFuture,
  fromPromise,
  Future,
  getTaskFactory,
  run,
  runUntilComplete,
  runUntilCompleteSync,
  setTaskFactory,
  sleep,
  Task,
  type TaskFactory,
} from '@asyncio-ts/tasks';
import { makeLoop, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { fails, returns } from './small-coroutines.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** What its promise rejects with; fails if that is fulfilled. */
async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return expect.fail('fulfilled');
}

const stoppedEarly = expect.objectContaining({
  name: 'RuntimeError',
  message: 'Event loop stopped before Future completed.',
}) as unknown;

/** Both ways to run a loop until something is done; their errors come as rejections. */
const drivers: [string, (loop: VirtualTimeLoop, awaitable: Awaitable<unknown>) => Promise<unknown>][] = [
  ['runUntilComplete', (loop, awaitable) => runUntilComplete(loop, awaitable)],
  ['runUntilCompleteSync', async (loop, awaitable) => runUntilCompleteSync(loop, awaitable)],
];

describe.each(drivers)('%s', (_name, runUntil) => {
  it('runs for as long as what it waits for takes [test_events.EventLoopTestsMixin.test_run_until_complete]', async () => {
    const loop = makeLoop({ startTime: 100 });
    expect(await runUntil(loop, sleep(0.1, 'slept'))).toBe('slept');
    expect(loop.time()).toBe(100.1);
  });

  it('refuses what cannot be awaited [test_base_events.BaseEventLoopTests.test_run_until_complete_type_error]', async () => {
    expect(await rejection(runUntil(makeLoop(), 'blah' as never))).toEqual(
      new TypeError('An asyncio.Future, a coroutine or an awaitable is required, got "blah"'),
    );
  });

  it('refuses a future of another loop [test_base_events.BaseEventLoopTests.test_run_until_complete_loop]', async () => {
    const [loop, other] = [makeLoop(), makeLoop()];
    const future = new Future({ loop });
    const error = await rejection(runUntil(other, future));
    expect(error).toMatchObject({
      name: 'ValueError',
      message: expect.stringMatching(
        /^The future belongs to a different loop than the one specified as the loop argument/,
      ) as string,
    });
    expect([String(future), other.isRunning()]).toEqual(['<Future pending>', false]);
  });

  it('fails when a coroutine stops the loop that it is run by [test_events.EventLoopTestsMixin.test_run_until_complete_stopped]', async () => {
    const loop = makeLoop();
    let resumed = false;
    function* stops(): Coroutine<void> {
      loop.stop();
      yield* sleep(0.1);
      resumed = true;
    }
    expect(await rejection(runUntil(loop, stops()))).toEqual(stoppedEarly);
    expect([resumed, loop.isRunning(), loop.time()]).toEqual([false, false, 0]);
  });

  it('fails when the loop is stopped before; the task is pending, and can be run on later [test_tasks.BaseTaskTests.test_stop_while_run_in_complete]', async () => {
    const loop = makeLoop();
    let steps = 0;
    function* count(): Coroutine<string> {
      while (steps < 10) {
        yield* sleep(1);
        steps++;
        if (steps === 2 || steps === 5) loop.stop();
      }
      return 'counted';
    }
    const [task, other] = [createTask(count(), { loop }), createTask(sleep(100), { loop })];
    const states: unknown[] = [];
    for (let stops = 0; stops < 2; stops++) {
      expect(await rejection(runUntil(loop, task))).toEqual(stoppedEarly);
      states.push([steps, loop.time(), task.done()]);
    }
    expect(states).toEqual([
      [2, 2, false],
      [5, 5, false],
    ]);
    expect(await runUntil(loop, task)).toBe('counted');
    other.cancel();
    expect(await rejection(runUntil(loop, other))).toMatchObject({ name: 'CancelledError' });
    expect([other.cancelled(), loop.time()]).toEqual([true, 10]);
  });

  it('is refused inside of the loop, which says that it is running; nothing of the coroutine runs [test_events.EventLoopTestsMixin.test_run_until_complete_nesting]', async () => {
    const loop = makeLoop({ debug: true });
    const reported: string[] = [];
    loop.setExceptionHandler((_loop, { message }) => void reported.push(message.split(' at ')[0]!));
    const log: unknown[] = [];
    const inner = coroutine(function* inner() {
      log.push('inner runs');
    });
    function* outer(): Coroutine<void> {
      log.push(loop.isRunning());
      const refusal = new Future<never>();
      runUntil(loop, inner()).catch((error: unknown) => {
        refusal.setException(error);
      });
      yield* refusal; // it ends the outer run, too
    }
    const task = createTask(outer(), { loop });
    expect(await rejection(runUntilComplete(loop, task))).toMatchObject({
      name: 'RuntimeError',
      message: expect.stringMatching(/^This event loop is already running\n/) as string,
    });
    expect([log, reported]).toEqual([[true], []]);
    loop.close();
    expect(reported).toEqual([`coroutine 'inner' was never awaited`]); // as CPython warns
  });

  it('takes its callback off a future that a fatal error left undone: a later run is not cut short [test_base_events.BaseEventLoopTests.test_run_until_complete_loop_orphan_future_close_loop]', async () => {
    class ShowStopper extends SystemExit {}
    const loop = makeLoop();
    const log: string[] = [];
    function* slow(name: string, seconds: number): Coroutine<void> {
      yield* sleep(seconds);
      log.push(name);
    }
    loop.callSoon(() => {
      throw new ShowStopper(1);
    });
    expect(await rejection(runUntil(loop, slow('orphan', 0.1)))).toBeInstanceOf(ShowStopper);
    await runUntil(loop, slow('second', 0.2));
    expect(log).toEqual(['orphan', 'second']);
  });

  it('lets KeyboardInterrupt out of the coroutine, and does not report it again [test_base_events.BaseEventLoopTests.test_run_forever_keyboard_interrupt]', async () => {
    const loop = makeLoop();
    const reported: unknown[] = [];
    loop.setExceptionHandler((_loop, context) => void reported.push(context));
    const interrupt = new KeyboardInterrupt();
    expect(await rejection(runUntil(loop, fails(interrupt)))).toBe(interrupt);
    loop.close(); // at the latest now it is told what nobody retrieved
    expect(reported).toEqual([]);
  });

  it('leaves no stop behind after a fatal error: the next run goes on until its own [test_base_events.BaseEventLoopTests.test_run_until_complete_baseexception]', async () => {
    const loop = makeLoop();
    expect(await rejection(runUntil(loop, fails(new KeyboardInterrupt())))).toBeInstanceOf(KeyboardInterrupt);
    let turns = 0;
    loop.callSoon(function chain() {
      turns++;
      if (turns < 3) loop.callSoon(chain);
      else loop.stop();
    });
    expect([loop.runForeverSync(), turns]).toEqual(['stopped', 3]);
  });

  it('is refused on a closed loop; closing twice is not [test_base_events.BaseEventLoopTests.test_close]', async () => {
    const loop = new VirtualTimeLoop();
    const closed = {
      name: 'RuntimeError',
      message: expect.stringMatching(/^Event loop is closed\n/) as string,
    };
    expect(loop.isClosed()).toBe(false);
    loop.close();
    expect(loop.isClosed()).toBe(true);
    loop.close();
    loop.close();
    expect(loop.isClosed()).toBe(true);
    expect(await rejection(loop.runForever())).toMatchObject(closed);
    expect(await rejection(runUntil(loop, new Future({ loop })))).toMatchObject(closed);
  });
});

describe('a closed loop', () => {
  it('refuses all that would use it [test_events.EventLoopTestsMixin.test_close]', async () => {
    const loop = new VirtualTimeLoop();
    loop.close();
    const closed = {
      name: 'RuntimeError',
      message: expect.stringMatching(/^Event loop is closed\n/) as string,
    };
    const callback = (): void => {};
    const call = coroutine(function* call() {})();
    const uses = [
      () => loop.callSoon(callback),
      () => loop.callSoonThreadsafe(callback),
      () => loop.callLater(1, callback),
      () => loop.callAt(loop.time(), callback),
      () => createTask(call, { loop }),
      () => {
        loop.addSignalHandler('SIGTERM', callback);
      },
      () => loop.runForeverSync(),
      () => {
        loop.advance();
      },
      () => runUntilCompleteSync(loop, new Future({ loop })),
    ];
    for (const use of uses) expect(thrownBy(use)).toMatchObject(closed);
    expect(await rejection(loop.runForever())).toMatchObject(closed);
    expect(await rejection(runUntilComplete(loop, new Future({ loop })))).toMatchObject(closed);
    expect(String(call)).toBe('<coroutine call() created>'); // whoever made it may still use it
    call.close();
  });
});

describe('a loop inside of another', () => {
  // Differs from CPython, which refuses: a thread has one loop there. Here several may be under way at once.
  it('runs, and knows its own callbacks from those around it [test_base_events.RunningLoopTests.test_running_loop_within_a_loop]', async () => {
    const [outer, onTheSpot, underWay] = [makeLoop(), makeLoop(), makeLoop()];
    const current = coroutine(function* current() {
      yield* sleep(1);
      return getRunningLoop();
    });
    function* nests(): Coroutine<EventLoop[]> {
      const first = runUntilCompleteSync(onTheSpot, current());
      const second = yield* fromPromise(runUntilComplete(underWay, current()));
      return [first, second, getRunningLoop()];
    }
    const [first, second, third] = await runUntilComplete(outer, nests());
    expect([first === onTheSpot, second === underWay, third === outer]).toEqual([true, true, true]);
    expect([onTheSpot.time(), underWay.time(), outer.time()]).toEqual([1, 1, 0]);
  });
});

describe('sleeps shorter than the host can measure', () => {
  it('are not waited for by spinning [test_events.EventLoopTestsMixin.test_timeout_rounding]', async () => {
    // The real host, on a clock that is moved: its timers know whole milliseconds only.
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'],
    });
    const loop = new EventLoop();
    const slept: number[] = [];
    const delays = [1e-2, 2.5e-3, 1e-4, 1e-6, 1e-8, 1e-10];
    function* wait(): Coroutine<void> {
      for (const delay of delays) {
        const start = loop.time();
        yield* sleep(delay);
        slept.push(loop.time() - start);
      }
    }
    let turns = 0;
    const turn = loop._turn.bind(loop);
    loop._turn = () => {
      turns++;
      turn();
    };
    const done = runUntilComplete(loop, wait());
    await vi.runAllTimersAsync();
    await done;
    expect(turns).toBe(14); // two for each, one to begin, one to end; CPython puts up with some more
    for (const [i, delay] of delays.entries()) expect(slept[i]).toBeGreaterThanOrEqual(delay - 1e-9);
    loop.close();
  });
});

describe('a task factory', () => {
  class OwnTask<T> extends Task<T> {}
  const makeOwn: TaskFactory = (loop, call) => new OwnTask(call, { loop }); // cares for no other option

  it('must be a function [test_base_events.BaseEventLoopTests.test_set_task_factory_invalid]', () => {
    const loop = makeLoop();
    expect(thrownBy(() => setTaskFactory(loop, 1 as never))).toMatchObject({
      name: 'TypeError',
      message: expect.stringMatching(/^task factory must be a callable/) as string,
    });
    expect(getTaskFactory(loop)).toBeUndefined();
  });

  it('makes the tasks of createTask, until it is taken away [test_base_events.BaseEventLoopTests.test_set_task_factory]', () => {
    const loop = makeLoop();
    const isOwn = (): boolean => {
      const task = createTask(returns('result'), { loop });
      expect(task).toBeInstanceOf(Task);
      expect(runUntilCompleteSync(loop, task)).toBe('result');
      return task instanceof OwnTask;
    };
    expect([getTaskFactory(loop), isOwn()]).toEqual([undefined, false]);
    setTaskFactory(loop, makeOwn);
    expect([getTaskFactory(loop) === makeOwn, isOwn()]).toEqual([true, true]);
    setTaskFactory(loop, undefined);
    expect([getTaskFactory(loop), isOwn()]).toEqual([undefined, false]);
  });

  // There it is the method `create_task` that a class of loops overrides; here the factory is the one place for it.
  it('makes the tasks of ensureFuture, too [test_base_events.BaseEventLoopTests.test_create_task]', () => {
    const loop = makeLoop();
    setTaskFactory(loop, makeOwn);
    const future = ensureFuture(returns(7), { loop });
    expect([future instanceof OwnTask, runUntilCompleteSync(loop, future)]).toEqual([true, 7]);
  });

  it('need not care for names: createTask gives the task its own [test_base_events.BaseEventLoopTests.test_create_named_task_with_custom_factory]', () => {
    const loop = makeLoop();
    setTaskFactory(loop, makeOwn);
    const task = createTask(returns(1), { loop, name: 'test_task' });
    expect([task instanceof OwnTask, task.getName()]).toEqual([true, 'test_task']);
    runUntilCompleteSync(loop, task);
  });
});

describe('createTask', () => {
  it('without a factory gives the task its name [test_base_events.BaseEventLoopTests.test_create_named_task_with_default_factory]', () => {
    const loop = makeLoop();
    const task = createTask(returns(1), { loop, name: 'test_task' });
    expect(task.getName()).toBe('test_task');
    runUntilCompleteSync(loop, task);
  });
});

describe('an error in a callback', () => {
  it('is handled in the context of that callback [test_futures2.FutureTests.test_handle_exc_handler_correct_context]', () => {
    const name = new ContextVar('name', { default: 'foo' });
    const seen: unknown[] = [];
    runVirtual(function* () {
      const loop = getRunningLoop();
      loop.setExceptionHandler((_loop, { exception }) => void seen.push(String(exception), name.get()));
      loop.callSoon(() => {
        name.set('bar');
        throw new RangeError('in the callback');
      });
      yield* sleep(0);
      seen.push(name.get());
    });
    expect(seen).toEqual(['RangeError: in the callback', 'bar', 'foo']);
  });
});

describe('debug mode', () => {
  // CPython's interpreter has two flags for it, to ignore the environment and to be in development mode; here the
  // program says so itself. A browser has no environment.
  it.skipIf(typeof process === 'undefined').each([
    ['1', undefined, true],
    ['', undefined, false],
    [undefined, undefined, false],
    ['1', false, false],
    ['', true, true],
  ])(
    'watches coroutines: ASYNCIO_DEBUG=%j, debug: %s -> %s [test_tasks.GatherTestsBase.test_env_var_debug]',
    async (variable, debug, expected) => {
      vi.stubEnv('ASYNCIO_DEBUG', variable);
      const reported: string[] = [];
      const loopFactory = (): EventLoop => {
        const loop = new VirtualTimeLoop();
        loop.setExceptionHandler((_loop, { message }) => void reported.push(message));
        return loop;
      };
      const forgotten = coroutine(function* forgotten() {});
      function* main(): Coroutine<boolean> {
        // eslint-disable-next-line asyncio/no-unyielded -- the mistake that debug mode tells of
        forgotten();
        return getRunningLoop().getDebug();
      }
      expect(await run(main(), { loopFactory, debug })).toBe(expected);
      expect(reported).toEqual(
        expected
          ? [expect.stringMatching(/^coroutine 'forgotten' was never awaited at .*loop\.cpython/)]
          : [],
      );
    },
  );

  it('refuses a coroutine, and a function that makes one, where a callback is meant [test_base_events.BaseEventLoopWithSelectorTests.test_call_coroutine]', () => {
    const loop = makeLoop({ debug: true });
    const simple = function* simple(): Coroutine<void> {};
    const object = coroutine(simple)();
    const methods: [string, (callback: never) => unknown][] = [
      ['callSoon', (callback) => loop.callSoon(callback)],
      ['callSoonThreadsafe', (callback) => loop.callSoonThreadsafe(callback)],
      ['callAt', (callback) => loop.callLater(60, callback)], // named like this in CPython, too
      ['callAt', (callback) => loop.callAt(loop.time() + 60, callback)],
    ];
    for (const callback of [simple, simple(), coroutine(simple), object]) {
      for (const [name, method] of methods) {
        expect(thrownBy(() => method(callback as never))).toMatchObject({
          name: 'TypeError',
          message: expect.stringContaining(`coroutines cannot be used with ${name}(), got `) as string,
        });
      }
    }
    expect([loop._ready.size, loop._timers.size]).toEqual([0, 0]);
    object.close();
  });

  it('tells of a callback and of a task’s step that took too long [test_base_events.BaseEventLoopWithSelectorTests.test_log_slow_callbacks]', () => {
    const loop = makeLoop({ debug: true });
    const warned: string[] = [];
    vi.spyOn(console, 'warn').mockImplementation((text: string) => void warned.push(text));
    const stopLoop = coroutine(function* stopLoop() {
      loop.stop();
    });
    const runBoth = (): void => {
      loop.callSoon(function stopTheLoop() {
        loop.stop();
      });
      loop.runForeverSync();
      createTask(stopLoop(), { loop, name: 'slow' });
      loop.runForeverSync();
    };
    loop.slowCallbackDuration = 0;
    runBoth();
    expect(warned.splice(0)).toEqual([
      expect.stringMatching(
        /^Executing <Handle function stopTheLoop\(\) created at .*> took 0\.000 seconds$/,
      ),
      expect.stringMatching(/^Executing <Task pending name='slow' coro=.*stopLoop.*> took 0\.000 seconds$/),
    ]);
    loop.slowCallbackDuration = 0.1;
    runBoth();
    expect(warned).toEqual([]);
  });
});
