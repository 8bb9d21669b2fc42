import { ContextVar, copyContext } from '@asyncio-ts/contextvars';
import {
  EventLoop,
  type ExceptionContext,
  type Host,
  KeyboardInterrupt,
  SystemExit,
  VirtualTimeLoop,
} from '@asyncio-ts/loop';
import {
  allTasks,
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  DeadlockError,
  Future,
  run,
  Runner,
  runUntilComplete,
  runUntilCompleteSync,
  shutdownAsyncgens,
  sleep,
  type Task,
} from '@asyncio-ts/tasks';
import { type Closable, loopState } from '@asyncio-ts/tasks/internal';
import { getRunningLoop } from '@asyncio-ts/loop';
import { thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

const answer = coroutine(function* answer() {
  yield* sleep(0);
  return 42;
});

/** A loop in virtual time whose reports are kept. */
function makeLoop(reported: ExceptionContext[] = []): () => VirtualTimeLoop {
  return () => {
    const loop = new VirtualTimeLoop();
    loop.setExceptionHandler((_loop, context) => void reported.push(context));
    return loop;
  };
}

describe('run', () => {
  it('lets several programs be under way at once, each on a loop of its own', async () => {
    const log: string[] = [];
    function* main(name: string): Coroutine<EventLoop> {
      for (let i = 0; i < 2; i++) {
        log.push(`${name} ${i}, ${allTasks().size} task`);
        yield* sleep(0.001);
      }
      return getRunningLoop();
    }
    const [a, b] = await Promise.all([run(main('a')), run(main('b'))]);
    expect(a).not.toBe(b);
    expect(log.sort()).toEqual(['a 0, 1 task', 'a 1, 1 task', 'b 0, 1 task', 'b 1, 1 task']);
  });

  it('lets SystemExit through, with the tasks cleaned up', async () => {
    const log: string[] = [];
    function* main(): Coroutine<void> {
      createTask(exits());
      try {
        yield* sleep(100);
      } finally {
        log.push('main left');
      }
    }
    function* exits(): Coroutine<void> {
      throw new SystemExit(3);
    }
    const error: unknown = await run(main(), { loopFactory: makeLoop() }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'SystemExit', code: 3 });
    expect(log).toEqual(['main left']);
    await expect(run(exits(), { loopFactory: makeLoop() })).rejects.toBeInstanceOf(SystemExit);
  });
});

describe('Ctrl-C', () => {
  /** A host on which the user presses Ctrl-C when told so. */
  function makeHost(): { loop: () => EventLoop; press: () => void } {
    const real = new VirtualTimeLoop()._host;
    let pressed = (): void => undefined;
    const host: Host = {
      now: () => performance.now() / 1000,
      hop: (wake) => {
        real.hop(wake);
      },
      wakeAt: (_when, wake) => {
        const timer = setTimeout(wake, 1);
        return () => {
          clearTimeout(timer);
        };
      },
      whenStuck: () => () => undefined,
      onInterrupt: (callback) => {
        pressed = callback;
        return () => {
          pressed = () => undefined;
        };
      },
    };
    return {
      loop: () => new EventLoop({ host }),
      press: () => {
        pressed();
      },
    };
  }

  it('cancels the main task, and the run ends with KeyboardInterrupt', async () => {
    const { loop, press } = makeHost();
    const log: string[] = [];
    function* main(): Coroutine<void> {
      getRunningLoop().callSoon(press);
      try {
        yield* sleep(100);
      } finally {
        log.push('cleaned up');
      }
    }
    await expect(run(main(), { loopFactory: loop })).rejects.toBeInstanceOf(KeyboardInterrupt);
    expect(log).toEqual(['cleaned up']);
  });

  it('is no KeyboardInterrupt if the program ends with an error of its own', async () => {
    const { loop, press } = makeHost();
    function* main(): Coroutine<void> {
      getRunningLoop().callSoon(press);
      try {
        yield* sleep(100);
      } finally {
        yield* fails(new TypeError('in finally'));
      }
    }
    await expect(run(main(), { loopFactory: loop })).rejects.toEqual(new TypeError('in finally'));
  });

  it('that nobody pressed is not what a CancelledError of the program tells of', async () => {
    const error = new CancelledError('own');
    await expect(run(fails(error), { loopFactory: makeLoop() })).rejects.toBe(error);
  });

  it('is no KeyboardInterrupt if the program was cancelled by itself, too', async () => {
    const { loop, press } = makeHost();
    function* main(): Coroutine<void> {
      const [me] = allTasks();
      getRunningLoop().callSoon(() => {
        me!.cancel();
        press();
      });
      yield* sleep(100);
    }
    await expect(run(main(), { loopFactory: loop })).rejects.toBeInstanceOf(CancelledError);
  });
});

describe('Runner', () => {
  it('runs several programs on one loop and one set of context variables', async () => {
    const who = new ContextVar('who', { default: 'nobody' });
    function* set(): Coroutine<EventLoop> {
      who.set('Ann');
      return getRunningLoop();
    }
    function* get(): Coroutine<[EventLoop, string]> {
      return [getRunningLoop(), who.get()];
    }
    const runner = new Runner();
    const loop = await runner.run(set());
    expect(await runner.run(get())).toEqual([loop, 'Ann']);
    expect(await runner.run(get(), { context: copyContext() })).toEqual([loop, 'nobody']);
    expect(runner.getLoop()).toBe(loop);
    await runner.close();
    expect(who.get()).toBe('nobody');
    expect(loop.isClosed()).toBe(true);
  });

  it('runs one program at a time', async () => {
    const runner = new Runner();
    const first = runner.run(answer());
    const second = answer();
    await expect(runner.run(second)).rejects.toThrow(
      'Runner.run() cannot be called from a running event loop',
    );
    second.close();
    expect(await first).toBe(42);
    await runner[Symbol.asyncDispose]();
  });
});

describe('runUntilComplete', () => {
  it('gives what its future gives', async () => {
    const loop = new EventLoop();
    const future = new Future<number>({ loop });
    loop.callSoon(() => {
      future.setResult(7);
    });
    expect(await runUntilComplete(loop, future)).toBe(7);
    expect(await runUntilComplete(loop, Promise.resolve('promise'))).toBe('promise');
    loop.close();
  });

  it('rejects if the loop is stopped before', async () => {
    const loop = new EventLoop();
    loop.callSoon(() => {
      loop.stop();
    });
    await expect(runUntilComplete(loop, new Future({ loop }))).rejects.toThrow(
      'Event loop stopped before Future completed.',
    );
    loop.close();
  });

  it('in virtual time can run on the spot', () => {
    const loop = new VirtualTimeLoop();
    expect(runUntilCompleteSync(loop, sleep(3_600, 'an hour'))).toBe('an hour');
    expect(loop.time()).toBe(3_600);
    expect(String(thrownBy(() => runUntilCompleteSync(loop, exitsSync())))).toContain('exit code 4');
    loop.close();
  });
});

describe('a deadlock', () => {
  it('is an error that shows the tasks and what each waits for', () => {
    const loop = new VirtualTimeLoop();
    const never = new Future<void>({ loop });
    const inner = coroutine(function* inner() {
      yield* never;
    });
    const outer = coroutine(function* outer() {
      yield* createTask(inner(), { name: 'child' });
    });
    const error = thrownBy(() => runUntilCompleteSync(loop, createTask(outer(), { loop, name: 'main' })));
    expect(error).toBeInstanceOf(DeadlockError);
    expect((error as Error).message.split('\n')).toEqual([
      'nothing is ready, no timer is set, and no promise can settle while virtual time runs on the spot',
      '  main: outer() waits for child',
      '    child: inner() waits for <Future pending cb=[wakeup of child]>',
    ]);
  });

  it('of tasks that wait for each other shows each of them once', () => {
    const loop = new VirtualTimeLoop();
    const error = thrownBy(() =>
      runUntilCompleteSync(
        loop,
        (function* () {
          const tasks: Task<void>[] = [];
          function* wait(index: number): Coroutine<void> {
            yield* tasks[index]!;
          }
          tasks.push(createTask(wait(1), { name: 'a' }), createTask(wait(0), { name: 'b' }));
          yield* new Future<void>();
        })(),
      ),
    );
    expect(String(error)).toContain('  a: (generator)() waits for b\n    b: (generator)() waits for a');
    expect(String(error).match(/b: /g)).toHaveLength(1);
  });

  it('without tasks says so', () => {
    const loop = new VirtualTimeLoop();
    expect(String(thrownBy(() => runUntilCompleteSync(loop, new Future({ loop }))))).toContain(
      'there are no tasks',
    );
  });
});

describe('at the end of a program', () => {
  function makeGenerator(log: string[], name: string, close: () => Coroutine<void>): Closable {
    return {
      aclose: function* () {
        log.push(`close ${name}`);
        yield* close();
      },
      toString: () => name,
    };
  }

  it('async generators are closed all at once, and one that fails does not keep the others open', async () => {
    const log: string[] = [];
    const reported: ExceptionContext[] = [];
    function* main(): Coroutine<void> {
      const { asyncGenerators } = loopState(getRunningLoop());
      asyncGenerators.add(makeGenerator(log, 'a', () => sleepBriefly()));
      asyncGenerators.add(makeGenerator(log, 'b', () => fails(new TypeError('no'))));
      asyncGenerators.add(makeGenerator(log, 'c', () => fails(new CancelledError('own'))));
      asyncGenerators.add(makeGenerator(log, 'd', () => sleepBriefly()));
    }
    let loop: VirtualTimeLoop | undefined;
    await run(main(), { loopFactory: () => (loop = makeLoop(reported)()) });
    expect(log).toEqual(['close a', 'close b', 'close c', 'close d']);
    expect(loop?.time()).toBe(0.5); // two of them sleep for that long
    expect(reported).toMatchObject([
      {
        message: 'an error occurred during closing of asynchronous generator b',
        exception: new TypeError('no'),
      },
    ]);
  });

  it('those of a loop that has stopped can be closed on another one, as in CPython', () => {
    const log: string[] = [];
    const stopped = makeLoop()();
    const loop = makeLoop()();
    function* notes(): Coroutine<void> {
      yield* sleep(0.5);
      log.push(getRunningLoop() === loop ? 'closed' : 'closed elsewhere');
    }
    loopState(stopped).asyncGenerators.add(makeGenerator(log, 'a', notes));
    runUntilCompleteSync(
      loop,
      (function* () {
        yield* shutdownAsyncgens(stopped);
      })(),
    );
    expect(log).toEqual(['close a', 'closed']);
    for (const each of [stopped, loop]) each.close();
  });

  it('they can be closed before, and that can be cancelled', () => {
    const loop = makeLoop()();
    const log: string[] = [];
    function* closing(): Coroutine<void> {
      loopState(loop).asyncGenerators.add(makeGenerator(log, 'a', () => sleepBriefly()));
      yield* shutdownAsyncgens();
    }
    const task = createTask(closing(), { loop });
    loop.advance(0);
    task.cancel();
    loop.advance(1);
    expect(task.cancelled()).toBe(true);
    expect(log).toEqual(['close a']);
    loop.close();
  });
});

function* sleepBriefly(): Coroutine<void> {
  yield* sleep(0.5);
}

function* fails(error: unknown): Coroutine<never> {
  throw error;
}

function* exitsSync(): Coroutine<void> {
  throw new SystemExit(4);
}
