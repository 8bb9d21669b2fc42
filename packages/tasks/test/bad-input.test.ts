/** What callers get wrong: each a typed error that names the value, and nothing else is harmed. */
import { ValueError } from '@asyncio-ts/contextvars';
import { type EventLoop, getRunningLoop, SystemExit, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  allTasks,
  type Coroutine,
  coroutine,
  createTask,
  ensureFuture,
  fromPromise,
  Future,
  run,
  runUntilCompleteSync,
  setTaskFactory,
  sleep,
  withAsync,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

const work = coroutine(function* work() {
  yield* sleep(1);
  return 'worked';
});

/** Runs `mistake` beside another task, and expects that one, the loop and later tasks to be as if nothing had been. */
function* unharmed<T>(mistake: () => Coroutine<T>): Coroutine<T> {
  const loop = getRunningLoop();
  const bystander = createTask(sleep(0.5, 'bystander'));
  const before = allTasks().size;
  const result = yield* mistake();
  expect(yield* bystander).toBe('bystander');
  expect(yield* createTask(work())).toBe('worked');
  expect([loop.isRunning(), allTasks().size]).toEqual([true, before - 1]);
  return result;
}

/** The error of one call, made beside others. */
function mistake(call: () => unknown): unknown {
  return runVirtual(function* () {
    return yield* unharmed(function* () {
      return thrownBy(call);
    });
  });
}

describe('a mistake', () => {
  it.each<[string, () => unknown, new (message?: string) => Error, string]>([
    [
      'a function in place of its coroutine, for a task',
      () => createTask(work as never),
      TypeError,
      'a coroutine was expected, got function work()\n  Call it first: createTask(work())',
    ],
    [
      'a function in place of its coroutine, for a future',
      () => ensureFuture(work as never),
      TypeError,
      'An asyncio.Future, a coroutine or an awaitable is required, got function work()\n  Call it first: work()',
    ],
    [
      'a delay that is not a number',
      () => sleep(NaN),
      ValueError,
      'Invalid delay: NaN (not a number)\n  Give seconds, such as 0.5',
    ],
    [
      'a delay of another kind',
      () => sleep('1' as never),
      TypeError,
      'delay must be a number of seconds, got "1"',
    ],
    [
      'no delay',
      () => sleep(undefined as never),
      TypeError,
      'delay must be a number of seconds, got undefined',
    ],
    [
      'a task factory that is no function',
      () => {
        setTaskFactory(getRunningLoop(), 'eager' as never);
      },
      TypeError,
      'task factory must be a callable or None\n  Such as eagerTaskFactory; undefined takes it away',
    ],
    [
      'a promise that is none',
      () => fromPromise(7 as never),
      TypeError,
      'fromPromise() needs a promise, or a function that makes one, got 7',
    ],
    [
      'a body that was called already',
      () => withAsync(manager, work() as never),
      TypeError,
      'withAsync() needs a generator function as its body, got <coroutine work() created>\n  Write it as withAsync(…, function* () { … })',
    ],
    [
      'a body that is no function',
      () => withAsync(manager, 7 as never),
      TypeError,
      'withAsync() needs a generator function as its body, got 7\n  Write it as withAsync(…, function* () { … })',
    ],
  ])('%s', (_what, call, Class, message) => {
    const error = mistake(call);
    expect(error).toBeInstanceOf(Class);
    expect((error as Error).message).toBe(message);
  });

  it('a body that makes no coroutine: the manager is left, with the error', () => {
    const told: unknown[] = [];
    runVirtual(function* () {
      const error = yield* unharmed(() =>
        failureOf(withAsync({ ...manager, aexit: leave }, (() => 7) as never)),
      );
      expect(String(error)).toBe(
        'TypeError: withAsync() needs a generator function as its body, got function (anonymous)(), which returned 7\n' +
          '  Write it as withAsync(…, function* () { … })',
      );
      expect(told).toEqual([error]);
    });
    function* leave(error?: unknown): Coroutine<void> {
      told.push(error);
    }
  });

  it('a negative delay is one of zero, as in CPython', () => {
    runVirtual(function* () {
      expect([yield* sleep(-1, 'at once'), yield* sleep(-Infinity, 'too'), getRunningLoop().time()]).toEqual([
        'at once',
        'too',
        0,
      ]);
    });
  });

  it('a promise that rejects is an error at the await, and awaited by nobody it is reported', async () => {
    const reported: string[] = [];
    function* main(): Coroutine {
      getRunningLoop().setExceptionHandler((_loop, { message }) => reported.push(message));
      fromPromise(Promise.reject(new TypeError('forgotten')));
      return yield* failureOf(fromPromise(Promise.reject(new TypeError('rejected'))));
    }
    expect(await run(main())).toEqual(new TypeError('rejected'));
    expect(reported).toEqual(['Future exception was never retrieved']);
  });

  it('futures of two loops in one coroutine: an error at the await, and both loops go on', () => {
    runVirtual(function* () {
      const other = new VirtualTimeLoop();
      const [mine, foreign] = [new Future<string>(), new Future<string>({ loop: other })];
      const error = yield* unharmed(() => failureOf(foreign));
      expect(String(error)).toMatch(
        /^RuntimeError: Task .* attached to a different loop\n {2}Make it inside the cor/,
      );
      mine.setResult('mine');
      foreign.setResult('foreign');
      expect([yield* mine, runUntilCompleteSync(other, foreign)]).toEqual(['mine', 'foreign']);
      other.close();
    });
  });

  it('a closed loop: every way in says so', () => {
    const loop: EventLoop = new VirtualTimeLoop();
    loop.close();
    for (const use of [
      () => createTask(work(), { loop }),
      () => ensureFuture(work(), { loop }),
      () => runUntilCompleteSync(loop as VirtualTimeLoop, work()),
      () => {
        const future = new Future<void>({ loop });
        future.addDoneCallback(() => {});
        future.setResult();
      },
    ]) {
      expect(String(thrownBy(use))).toBe(
        'RuntimeError: Event loop is closed\n  Make a new one: a closed loop cannot be used again',
      );
    }
  });

  it('an exception handler that throws: reported in its turn, and every report gets through', () => {
    const printed: string[] = [];
    class Quiet extends VirtualTimeLoop {
      override defaultExceptionHandler({
        message,
        exception,
      }: {
        message: string;
        exception?: unknown;
      }): void {
        printed.push(`${message}: ${String(exception)}`);
      }
    }
    const loop = new Quiet();
    loop.setExceptionHandler(() => {
      throw new RangeError('broken handler');
    });
    const failing = [1, 2].map((i) => createTask(fails(`task ${i}`), { loop }));
    loop.callSoon(() => {
      throw new TypeError('callback');
    });
    expect(runUntilCompleteSync(loop, work())).toBe('worked');
    expect(failing.every((task) => task.done())).toBe(true);
    loop.close();
    expect(printed).toEqual(
      Array.from({ length: 3 }, () => 'Unhandled error in exception handler: RangeError: broken handler'),
    );
  });

  it('an exception handler that looks at another error: that one is not reported any more', () => {
    const loop = new VirtualTimeLoop();
    const failing = [1, 2, 3].map((i) => createTask(fails(`task ${i}`), { loop }));
    const reported: string[] = [];
    loop.setExceptionHandler((_loop, { exception }) => {
      reported.push(String(exception));
      failing[1]!.exception();
    });
    loop.advance();
    loop.close();
    expect(reported).toEqual(['TypeError: task 1', 'TypeError: task 3']);
  });

  it('a done callback that ends the program: the loop stops, and can go on', () => {
    const loop = new VirtualTimeLoop();
    const future = new Future<void>({ loop });
    const order: string[] = [];
    const fatal = new SystemExit(3);
    future.addDoneCallback(() => {
      throw fatal;
    });
    future.addDoneCallback(() => order.push('the next callback'));
    future.setResult();
    expect(
      thrownBy(() => {
        loop.advance();
      }),
    ).toBe(fatal);
    expect(order).toEqual([]);
    loop.advance();
    expect(order).toEqual(['the next callback']);
    loop.close();
  });
});

const manager = {
  *aenter(): Coroutine<void> {
    yield* sleep(0);
  },
  *aexit(): Coroutine<void> {
    yield* sleep(0);
  },
};

function* fails(message: string): Coroutine<never> {
  throw new TypeError(message);
}
