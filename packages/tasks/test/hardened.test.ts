/** What a hostile reader found, and must not find again. */
import { RuntimeError } from '@asyncio-ts/contextvars';
import { EventLoop, type ExceptionContext, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  type AsyncContextManager,
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  DeadlockError,
  ensureFuture,
  Future,
  GeneratorExit,
  KeyboardInterrupt,
  rethrowIfCancelled,
  run,
  runUntilComplete,
  runUntilCompleteSync,
  sleep,
  Task,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runReporting, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

const quick = coroutine(function* quick() {
  yield* sleep(0);
  return 1;
});

describe('a program that returns something to be awaited', () => {
  it.each([
    ['a task', () => createTask(quick())],
    ['a future', () => new Future()],
    ['a coroutine', () => quick()],
  ])('%s: is told so, for a promise cannot hand it over', async (_what, make) => {
    const main = coroutine(function* main() {
      yield* sleep(0);
      return make();
    });
    await expect(run(main())).rejects.toThrow('Await it before: return yield*');
  });

  it('on the spot is given it as it is', () => {
    const loop = new VirtualTimeLoop();
    const main = coroutine(function* main() {
      return { future: new Future() }.future;
    });
    expect(runUntilCompleteSync(loop, main())).toBeInstanceOf(Future);
    loop.close();
  });
});

describe('a future whose loop runs no more', () => {
  it('can be awaited in an async function once it is done', async () => {
    const loop = new EventLoop();
    const task = createTask(quick(), { loop });
    await runUntilComplete(loop, task);
    expect(await task).toBe(1);
    loop.close();
    expect(await task).toBe(1);
  });
});

describe('sleep(Infinity)', () => {
  it('is no deadlock: it waits until it is cancelled', async () => {
    for (const loopFactory of [() => new EventLoop(), () => new VirtualTimeLoop()]) {
      const main = coroutine(function* main() {
        const task = createTask(sleep(Infinity));
        yield* sleep(0.002);
        task.cancel();
        return yield* failureOf(task);
      });
      expect(await run(main(), { loopFactory })).toBeInstanceOf(CancelledError);
    }
  });
});

describe('an error whose own properties throw', () => {
  it('is an error like any other', async () => {
    const hostile = Object.defineProperty(new TypeError('no'), 'stack', {
      get() {
        throw new RangeError('stack');
      },
    });
    const main = coroutine(function* main() {
      const task = createTask(fails(hostile));
      yield* turns(3);
      return (yield* failureOf(task)) === hostile;
    });
    expect(await run(main())).toBe(true);
  });
});

describe('an eager task of another loop', () => {
  it('starts when that loop comes to it', () => {
    const other = new VirtualTimeLoop();
    const task = runVirtual(function* () {
      return [createTask(quick(), { loop: other, eagerStart: true })];
    })[0]!;
    expect(task.done()).toBe(false);
    expect(runUntilCompleteSync(other, task)).toBe(1);
    other.close();
  });
});

describe('yield* of the wrong thing', () => {
  it.each([
    ['an array of futures', () => [new Future()]],
    ['a text', () => 'abc'],
    ['a map', () => new Map([[1, 2]])],
  ])('%s: the error says what was done', (_what, make) => {
    runVirtual(function* () {
      const task = createTask(
        (function* (): Coroutine {
          return yield* make() as unknown as Coroutine;
        })(),
      );
      const error = yield* failureOf(task);
      expect(error).toBeInstanceOf(RuntimeError);
      expect(String(error)).toMatch(/bad yield|yield was used instead of yield\*/);
    });
  });

  it('leaves a TypeError of the body itself alone', () => {
    runVirtual(function* () {
      const task = createTask(
        (function* (): Coroutine<void> {
          try {
            // eslint-disable-next-line asyncio/no-bare-yield -- the mistake that is tested
            yield 1 as never;
          } catch {
            throw new TypeError('mine');
          }
        })(),
      );
      expect(yield* failureOf(task)).toEqual(new TypeError('mine'));
    });
  });
});

describe('withAsync', () => {
  const manager: AsyncContextManager<void> = { aenter: () => turns(1), aexit: () => turns(1) };

  it.each([
    ['null', null],
    ['a number', 5],
    ['an object without aexit', { aenter: () => turns(1) }],
    ['an object without aenter', { aexit: () => turns(1) }],
  ])('refuses %s before it enters anything', (_what, value) => {
    runVirtual(function* () {
      const error = yield* failureOf(withAsync(value as never, () => turns(1)));
      expect(String(error)).toContain('does not support the asynchronous context manager protocol');
    });
  });

  it('refuses a body that is no function, or makes no coroutine', () => {
    runVirtual(function* () {
      expect(String(thrownBy(() => withAsync(manager, turns(1) as never)))).toContain(
        'needs a generator function as its body, got',
      );
      expect(String(thrownBy(() => withAsync(manager, 5 as never)))).toContain(
        'needs a generator function as its body, got 5',
      );
      expect(String(yield* failureOf(withAsync(manager, (() => 5) as never)))).toContain('which returned 5');
      expect(yield* withAsync(manager, () => ensureFuture(quick()))).toBe(1);
    });
  });
});

describe('a deadlock of many', () => {
  it('is told by the first of them', () => {
    const loop = new VirtualTimeLoop();
    const waits = coroutine(function* waits(on: Future<unknown>) {
      yield* on;
    });
    let last: Future<unknown> = new Future({ loop });
    for (let i = 0; i < 3_000; i++) last = createTask(waits(last), { loop });
    const error = thrownBy(() => runUntilCompleteSync(loop, last));
    expect(error).toBeInstanceOf(DeadlockError);
    expect(String(error)).toContain('… and 2900 more tasks');
    expect(String(error).length).toBeLessThan(20_000);
  });
});

describe('cancelling a chain of tasks', () => {
  const waits = coroutine(function* waits(on: Future<unknown>) {
    yield* on;
  });

  it('may be longer than the stack is deep', () => {
    runVirtual(function* () {
      let last: Future<unknown> = new Future();
      for (let i = 0; i < 30_000; i++) last = createTask(waits(last));
      yield* turns(2);
      expect(last.cancel('all')).toBe(true);
      expect(yield* failureOf(last)).toEqual(new CancelledError('all'));
    });
  });

  it('ends even if they wait for each other in a ring, or are stuck behind one', () => {
    for (const isBehind of [false, true]) {
      runVirtual(function* () {
        const tasks: Task<void>[] = [];
        function* waitFor(index: number): Coroutine<void> {
          yield* tasks[index]!;
        }
        tasks.push(createTask(waitFor(1)), createTask(waitFor(0)));
        const first = isBehind ? createTask(waitFor(0)) : tasks[0]!;
        yield* turns(2);
        expect(first.cancel('up')).toBe(true);
        expect(tasks.map((task) => task.cancelling())).toEqual([1, 1]);
        yield* turns(5);
        expect([first, ...tasks].map((task) => task.cancelled())).toEqual([true, true, true]);
      });
    }
  });

  it('asks a class of tasks with a cancel of its own', () => {
    class Stubborn<T> extends Task<T> {
      override cancel(): boolean {
        return false;
      }
    }
    runVirtual(function* () {
      const inner = new Stubborn(quick());
      const outer = createTask(waits(inner));
      yield* sleep(0);
      outer.cancel('outer');
      expect(yield* failureOf(outer)).toEqual(new CancelledError('outer'));
      expect(inner.result()).toBe(1);
    });
  });
});

it('`throw undefined` in the cleanup of a task is reported, too', async () => {
  const reported: ExceptionContext[] = [];
  const main = coroutine(function* main() {
    createTask(
      (function* () {
        try {
          yield* sleep(10);
        } finally {
          // eslint-disable-next-line no-unsafe-finally, @typescript-eslint/only-throw-error -- what is tested
          throw undefined;
        }
      })(),
    );
    yield* sleep(0);
  });
  const loopFactory = (): VirtualTimeLoop => {
    const loop = new VirtualTimeLoop();
    loop.setExceptionHandler((_loop, context) => void reported.push(context));
    return loop;
  };
  await run(main(), { loopFactory });
  expect(reported).toMatchObject([
    { message: 'unhandled exception during asyncio.run() shutdown', exception: undefined },
  ]);
});

describe('options that are none', () => {
  it('are refused by createTask', () => {
    runVirtual(function* () {
      const call = quick();
      expect(String(thrownBy(() => createTask(call, 'name' as never)))).toContain(
        `Such as { name: 'fetch' }`,
      );
      expect(String(thrownBy(() => createTask(call, null as never)))).toContain('got null');
      expect(String(thrownBy(() => createTask(call, { context: {} as never })))).toContain(
        'a Context was expected, got an object',
      );
      expect(String(thrownBy(() => new Task(call, 'name' as never)))).toContain(
        'Task() takes an object of options, got "name"',
      );
      yield* call;
    });
  });
});

it('debug mode sees a coroutine that an async function drops, if one loop is under way', async () => {
  const reported: ExceptionContext[] = [];
  const main = coroutine(function* main() {
    const done = new Future<void>();
    const drops = async (): Promise<void> => {
      await Promise.resolve();
      // eslint-disable-next-line asyncio/no-unyielded -- the mistake that is tested
      quick();
      done.setResult();
    };
    void drops();
    yield* done;
  });
  const loopFactory = (): EventLoop => {
    const loop = new EventLoop({ debug: true });
    loop.setExceptionHandler((_loop, context) => void reported.push(context));
    return loop;
  };
  await run(main(), { loopFactory });
  expect(reported.map(({ message }) => message.split(' at ')[0])).toEqual([
    `coroutine 'quick' was never awaited`,
  ]);
});

it('rethrowIfCancelled rethrows what `except Exception` lets pass', () => {
  for (const error of [new CancelledError(), new GeneratorExit(), new KeyboardInterrupt()]) {
    expect(
      thrownBy(() => {
        rethrowIfCancelled(error);
      }),
    ).toBe(error);
  }
  rethrowIfCancelled(new TypeError('stays'));
  const { reported } = runReporting(() => turns(1));
  expect(reported).toEqual([]);
});

function* fails(error: unknown): Coroutine<never> {
  throw error;
}
