/** Where coroutines and promises meet: `await` in `async` functions, and loops that sleep meanwhile. */
import { EventEmitter } from 'node:events';
import { setImmediate as immediate } from 'node:timers/promises';

import { type EventLoop, getRunningLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  fromPromise,
  Future,
  run,
  runUntilComplete,
  sleep,
  type Task,
} from '@asyncio-ts/tasks';
import { failureOf } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

const virtual = { loopFactory: () => new VirtualTimeLoop() };

function* returns<T>(value: T): Coroutine<T> {
  return value;
}

describe('an async function', () => {
  it('awaits futures, tasks and coroutine objects of the running loop', async () => {
    const work = coroutine(function* work(value: string) {
      yield* sleep(1);
      return value;
    });
    async function ordinary(task: Task<string>, future: Future<string>): Promise<string[]> {
      return [await task, await future, await work('coroutine'), await sleep(1, 'slept')];
    }
    function* main(): Coroutine<string[]> {
      const future = new Future<string>();
      getRunningLoop().callLater(2, () => {
        future.setResult('future');
      });
      return yield* fromPromise(ordinary(createTask(work('task')), future));
    }
    expect(await run(main(), virtual)).toEqual(['task', 'future', 'coroutine', 'slept']);
  });

  it('gets the errors and the cancellation of what it awaits', async () => {
    async function reasonOf(promise: PromiseLike<unknown>): Promise<unknown> {
      try {
        await promise;
        return 'no error';
      } catch (error) {
        return error;
      }
    }
    function* main(): Coroutine<unknown[]> {
      const [failing, sleeping] = [createTask(fails()), createTask(sleep(10))];
      getRunningLoop().callSoon(() => sleeping.cancel('enough'));
      return yield* fromPromise(Promise.all([failing, sleeping, sleep(-1)].map(reasonOf)));
    }
    expect(await run(main(), virtual)).toEqual([
      new TypeError('oops'),
      new CancelledError('enough'),
      'no error',
    ]);
  });

  it('cannot await a coroutine object twice, nor where no loop is under way', async () => {
    const call = sleep(0, 'once');
    await expect(Promise.resolve().then(() => call)).rejects.toThrow('no running event loop');
    function* main(): Coroutine {
      return yield* failureOf(
        fromPromise(
          (async () => {
            await call;
            await call;
          })(),
        ),
      );
    }
    expect(String(await run(main(), virtual))).toContain('cannot reuse already awaited coroutine');
  });

  it('can be called by a coroutine, call a coroutine, and so on', async () => {
    const down: (depth: number) => Coroutine<number> = coroutine(function* level(
      depth: number,
    ): Coroutine<number> {
      yield* sleep(0);
      if (depth === 0) return 0;
      return yield* fromPromise((async () => 1 + (await createTask(down(depth - 1))))());
    }) as never;
    expect(await run(down(5))).toBe(5);
  });
});

describe('a sleeping loop', () => {
  it('is woken by a promise that settles, before its next timer', async () => {
    const log: string[] = [];
    function* main(): Coroutine<void> {
      const timer = createTask(sleep(60));
      log.push(yield* fromPromise(immediate('from a promise')));
      log.push(
        String(yield* failureOf(fromPromise(immediate().then(() => Promise.reject(new TypeError('oops')))))),
      );
      timer.cancel();
    }
    await run(main());
    expect(log).toEqual(['from a promise', 'TypeError: oops']);
  });

  it('is woken by an event of the host, which may settle, cancel and make tasks', async () => {
    const events = new EventEmitter();
    const log: string[] = [];
    function* main(): Coroutine<void> {
      const [future, sleeper] = [new Future<string>(), createTask(sleep(60))];
      events.once('go', () => {
        future.setResult('settled');
        sleeper.cancel('by an event');
        createTask(says(log, 'made'));
      });
      yield* sleep(0); // the sleeper begins: a loop whose first slice was long hops before it does
      setImmediate(() => events.emit('go'));
      log.push(yield* future, String(yield* failureOf(sleeper)));
    }
    await run(main());
    expect(log).toEqual(['made', 'settled', 'CancelledError: by an event']);
  });

  it('looks at a timer that is set while it sleeps', async () => {
    function* main(): Coroutine<string> {
      const [future, loop] = [new Future<string>(), getRunningLoop()];
      const far = createTask(sleep(60));
      setImmediate(() => {
        loop.callLater(0.002, () => {
          future.setResult('the nearer timer');
        });
      });
      const result = yield* future;
      far.cancel();
      return result;
    }
    expect(await run(main())).toBe('the nearer timer');
  });
});

describe('several programs at once', () => {
  it('run side by side, each on its own loop, whatever they await', async () => {
    const log: string[] = [];
    function* program(name: string): Coroutine<EventLoop> {
      for (let i = 0; i < 3; i++) {
        log.push(`${name} ${i}`);
        yield* fromPromise(immediate());
        yield* sleep(0.001);
      }
      return getRunningLoop();
    }
    const loops = await Promise.all(['a', 'b', 'c'].map((name) => run(program(name))));
    expect(new Set(loops).size).toBe(3);
    for (const name of ['a', 'b', 'c']) {
      expect(log.filter((line) => line.startsWith(name))).toEqual([0, 1, 2].map((i) => `${name} ${i}`));
    }
  });
});

describe('a task that spins', () => {
  it('lets I/O through: what the host has to do gets its turn', async () => {
    function* main(): Coroutine<number> {
      let hostTurns = 0;
      const count = (): void => {
        hostTurns++;
        if (hostTurns < 3) setImmediate(count);
      };
      setImmediate(count);
      while (hostTurns < 3) yield* sleep(0);
      return hostTurns;
    }
    expect(await run(main())).toBe(3);
  });
});

describe('a loop in virtual time with real promises', () => {
  it('waits for promises that settle at once before it moves its clock', async () => {
    const loop = new VirtualTimeLoop();
    function* main(): Coroutine<unknown[]> {
      const hour = createTask(sleep(3600, 'an hour'));
      const promised = yield* fromPromise(Promise.resolve('a promise'));
      const then = loop.time();
      return [promised, then, yield* hour, loop.time()];
    }
    expect(await runUntilComplete(loop, main())).toEqual(['a promise', 0, 'an hour', 3600]);
    loop.close();
  });
});

it('a future that a coroutine returns is its result as it is; as that of a program, a promise could not hand it over', async () => {
  function* program(): Coroutine<Future<string>> {
    const future = new Future<string>();
    const task = createTask(returns(future));
    expect(yield* task).toBe(future);
    return future;
  }
  await expect(run(program())).rejects.toThrow(
    /^a promise cannot hand over what is to be awaited, and the program returned <Future pending/,
  );
});

function* fails(): Coroutine<never> {
  yield* sleep(0);
  throw new TypeError('oops');
}

function* says(log: string[], line: string): Coroutine<void> {
  log.push(line);
}
