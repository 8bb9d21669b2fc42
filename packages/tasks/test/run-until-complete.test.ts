/** The ends of runs that go wrong: fatal errors, deadlocks on a host, misuse of loops and runners. */
import {
  EventLoop,
  type ExceptionContext,
  type Host,
  KeyboardInterrupt,
  SystemExit,
  VirtualTimeLoop,
} from '@asyncio-ts/loop';
import {
  type Coroutine,
  createTask,
  DeadlockError,
  Future,
  run,
  Runner,
  runUntilComplete,
  runUntilCompleteSync,
  sleep,
  type Task,
} from '@asyncio-ts/tasks';
import { shutdown } from '@asyncio-ts/tasks/internal';
import { failureOf, makeLoop, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

function* throws(error: unknown): Coroutine<never> {
  throw error;
}

/** A host on which nothing ever comes: it says so as soon as it is asked. */
function makeDeadHost(): Host {
  return {
    now: () => 0,
    hop: (wake) => {
      setTimeout(wake, 0);
    },
    wakeAt: () => () => {},
    whenStuck: (_order, stuck) => {
      let wanted = true;
      setTimeout(() => {
        if (wanted) stuck();
      }, 0);
      return () => {
        wanted = false;
      };
    },
  };
}

describe('runUntilComplete', () => {
  it('rejects with a DeadlockError when the host has nothing left, and the loop can be used again', async () => {
    const loop = new EventLoop({ host: makeDeadHost() });
    const future = new Future<string>({ loop });
    const error: unknown = await runUntilComplete(loop, future).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeadlockError);
    expect(String(error)).toContain(
      'the host has nothing left that could wake the loop\n  there are no tasks',
    );
    future.setResult('after all');
    expect(await runUntilComplete(loop, future)).toBe('after all');
    loop.close();
  });

  it('lets run() clean up after a deadlock', async () => {
    const log: string[] = [];
    function* main(): Coroutine<void> {
      try {
        yield* new Future<void>();
      } finally {
        log.push('cleaned up');
      }
    }
    const loopFactory = (): EventLoop => new EventLoop({ host: makeDeadHost() });
    await expect(run(main(), { loopFactory })).rejects.toBeInstanceOf(DeadlockError);
    expect(log).toEqual(['cleaned up']);
  });

  it('is no deadlock if the future is done in the very moment', async () => {
    const host = makeDeadHost();
    const loop = new EventLoop({ host });
    const future = new Future<string>({ loop });
    const whenStuck = host.whenStuck.bind(host);
    host.whenStuck = (order, stuck) =>
      whenStuck(order, () => {
        future.setResult('just in time');
        stuck();
      });
    expect(await runUntilComplete(loop, future)).toBe('just in time');
    loop.close();
  });

  it('lets what ends a program through once, and its loop can run again for as long as it should', async () => {
    for (const fatal of [new KeyboardInterrupt(), new SystemExit(3)]) {
      const reported: unknown[] = [];
      const loop = new EventLoop();
      loop.setExceptionHandler((_loop, context) => reported.push(context));
      await expect(runUntilComplete(loop, throws(fatal))).rejects.toBe(fatal);
      let turn = 0;
      loop.callSoon(function count() {
        if (++turn < 3) loop.callSoon(count);
        else loop.stop();
      });
      await loop.runForever(); // not cut short by the first run
      expect(turn).toBe(3);
      loop.close();
      expect(reported).toEqual([]);
    }
  });

  it('leaves nothing on a future that was not done when a callback ended the program', async () => {
    const loop = new EventLoop();
    const future = new Future<void>({ loop });
    const fatal = new KeyboardInterrupt();
    loop.callSoon(() => {
      throw fatal;
    });
    await expect(runUntilComplete(loop, future)).rejects.toBe(fatal);
    expect(String(future)).toBe('<Future pending>');
    const virtual = new VirtualTimeLoop();
    const other = new Future<void>({ loop: virtual });
    virtual.callSoon(() => {
      throw fatal;
    });
    expect(thrownBy(() => runUntilCompleteSync(virtual, other))).toBe(fatal);
    expect(String(other)).toBe('<Future pending>');
    for (const each of [loop, virtual]) each.close();
  });

  it('does not look at the error of a future that it was given when another error ends the program', async () => {
    const reported: ExceptionContext[] = [];
    const loop = new EventLoop();
    loop.setExceptionHandler((_loop, context) => void reported.push(context));
    const future = new Future<void>({ loop });
    const fatal = new KeyboardInterrupt();
    loop.callSoon(() => {
      future.setException(new TypeError('lost'));
      throw fatal;
    });
    await expect(runUntilComplete(loop, future)).rejects.toBe(fatal);
    loop.close();
    expect(reported).toMatchObject([
      { message: 'Future exception was never retrieved', exception: new TypeError('lost') },
    ]);
  });

  it('is refused inside of the loop, and starts nothing then', async () => {
    const loop = new EventLoop();
    const log: string[] = [];
    function* main(): Coroutine {
      const nested = function* (): Coroutine<void> {
        log.push('started');
      };
      const error = yield* failureOf(
        new Future<void>({ loop: new VirtualTimeLoop() }), // the task is not harmed by this either
      );
      expect(String(error)).toContain('attached to a different loop');
      const refused = runUntilComplete(loop, nested()).catch((thrown: unknown) => String(thrown));
      yield* turns(3);
      return refused;
    }
    const task = createTask(main(), { loop });
    expect(await runUntilComplete(loop, task)).toMatch(/^RuntimeError: This event loop is already running/);
    expect([log, loop.isRunning(), task.done()]).toEqual([[], false, true]);
    loop.close();
  });

  it('is refused on a closed loop, for a future of another one, and for what cannot be awaited', async () => {
    const [loop, other, closed] = [new EventLoop(), new EventLoop(), new EventLoop()];
    closed.close();
    await expect(runUntilComplete(closed, sleep(1))).rejects.toThrow('Event loop is closed');
    await expect(runUntilComplete(loop, new Future({ loop: other }))).rejects.toThrow(
      'The future belongs to a different loop',
    );
    await expect(runUntilComplete(loop, 'blah' as never)).rejects.toThrow(TypeError);
    for (const each of [loop, other]) each.close();
  });
});

describe('run', () => {
  it('refuses what is no coroutine, with the call that was meant', async () => {
    function main(): number {
      return 1;
    }
    await expect(run(main as never)).rejects.toThrow(
      'a coroutine was expected, got function main()\n  Call it first: run(main())',
    );
    await expect(
      run(
        (
          () => () =>
            1
        )() as never,
      ),
    ).rejects.toThrow('Call it first: run(main())');
    for (const other of [123, undefined, Promise.resolve(1), new Future({ loop: new VirtualTimeLoop() })]) {
      await expect(run(other as never)).rejects.toThrow(TypeError);
    }
  });

  it('works where Ctrl-C cannot be listened to', async () => {
    expect(await run(sleep(0, 'fine'), { loopFactory: () => new EventLoop({ host: makeDeadHost() }) })).toBe(
      'fine',
    );
  });

  it('waits for leftover tasks in any order, and reports only those that fail', async () => {
    const reported: string[] = [];
    const loop = new VirtualTimeLoop();
    loop.setExceptionHandler((_loop, { message, exception, task }) => {
      reported.push(message, String(exception), (task as Task<unknown>).getName());
    });
    function* leaves(seconds: number, error?: Error): Coroutine<void> {
      yield* failureOf(sleep(100));
      yield* sleep(seconds);
      if (error !== undefined) throw error;
    }
    function* main(): Coroutine<string> {
      createTask(leaves(3));
      createTask(leaves(1, new TypeError('oops')), { name: 'fails' });
      createTask(sleep(100));
      yield* sleep(1);
      return 'main';
    }
    expect(await run(main(), { loopFactory: () => loop })).toBe('main');
    expect(reported).toEqual([
      'unhandled exception during asyncio.run() shutdown',
      'TypeError: oops',
      'fails',
    ]);
  });
});

describe('Runner', () => {
  it('cannot be closed while it runs, which goes on', async () => {
    const runner = new Runner();
    const running = runner.run(sleep(0.001, 'done'));
    await expect(runner.close()).rejects.toThrow('Cannot close a running event loop');
    expect(await running).toBe('done');
    expect(await runner.run(sleep(0, 'again'))).toBe('again');
    await runner.close();
    expect(() => runner.getLoop()).toThrow('Runner is closed');
  });
});

describe('the shutdown of a loop', () => {
  it('that is cancelled while it waits ends at once, and the task it waited for goes on', () => {
    const reported: ExceptionContext[] = [];
    const loop = new VirtualTimeLoop();
    loop.setExceptionHandler((_loop, context) => void reported.push(context));
    function* stubborn(): Coroutine<string> {
      yield* failureOf(sleep(100));
      return yield* sleep(5, 'at last');
    }
    const left = createTask(stubborn(), { loop });
    loop.advance();
    const ending = createTask(shutdown(), { loop });
    loop.advance(1);
    ending.cancel();
    loop.advance(10);
    expect([ending.cancelled(), left.result()]).toEqual([true, 'at last']);
    loop.close();
    expect(reported).toEqual([]);
  });

  it('takes no more turns for many tasks than for one', () => {
    const turnsFor = (count: number): number => {
      const loop = makeLoop();
      for (let i = 0; i < count; i++) createTask(sleep(100), { loop });
      loop.advance(1);
      const ending = createTask(shutdown(), { loop });
      let turn = 0;
      loop.callSoon(function tick() {
        if (ending.done()) return;
        turn++;
        loop.callSoon(tick);
      });
      loop.advance(1);
      return turn;
    };
    expect(turnsFor(10)).toBe(turnsFor(1));
  });
});
