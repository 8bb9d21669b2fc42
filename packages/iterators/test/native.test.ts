/** Native async iterables, in and out. Promises settle in the host's time, so these run on a real loop. */
import { EventLoop, type ExceptionContext, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  ensureFuture,
  currentTask,
  getRunningLoop,
  run,
  RuntimeError,
  runUntilComplete,
  sleep,
  type Yieldable,
} from '@asyncio-ts/tasks';
import { failureOf } from '@asyncio-ts/test-kit';
import { afterEach, describe, expect, it } from 'vitest';

import {
  aiter,
  asyncFor,
  asyncGenerator,
  BREAK,
  emit,
  type Emits,
  fromAsyncIterable,
  iterate,
  toAsyncIterable,
} from '../src/index.js';

const reported: ExceptionContext[] = [];

afterEach(() => {
  expect(reported).toEqual([]);
});

function runReal<T>(main: () => Yieldable<T>): Promise<T> {
  const loopFactory = () => {
    const loop = new EventLoop();
    loop.setExceptionHandler((_loop, context) => {
      reported.push(context);
    });
    return loop;
  };
  function* body() {
    return yield* main();
  }
  return run(body(), { loopFactory });
}

/** Native: gives 1, 2, 3 and then ends; logs its end. */
async function* numbers(log: string[] = []): AsyncGenerator<number, void, undefined> {
  try {
    for (let n = 1; n <= 3; n++) {
      await Promise.resolve();
      yield n; // eslint-disable-line asyncio/no-bare-yield -- a native async generator, no coroutine
    }
  } finally {
    log.push('ended');
  }
}

describe('a native async iterable', () => {
  it('is looped over like any other', async () => {
    const log: (string | number)[] = [];
    const ended = await runReal(() =>
      asyncFor(numbers(log as string[]), function* (n) {
        yield* sleep(0);
        log.push(n);
      }),
    );
    expect([log, ended]).toEqual([[1, 2, 3, 'ended'], true]);
  });

  it('is returned when the loop breaks, and that is waited for', async () => {
    const log: string[] = [];
    await runReal(() =>
      asyncFor(numbers(log), function* () {
        return BREAK;
      }),
    );
    expect(log).toEqual(['ended']);
  });

  it('is over when it throws', async () => {
    await runReal(function* () {
      let returned = 0;
      const cursor = aiter<number>({
        [Symbol.asyncIterator]: () => ({
          next: () => Promise.reject(new RangeError('broken')),
          return: () => {
            returned++;
            return Promise.resolve({ done: true as const, value: undefined });
          },
        }),
      });
      expect(yield* failureOf(cursor.anext())).toEqual(new RangeError('broken'));
      expect(yield* cursor.anext()).toEqual({ done: true, value: undefined });
      yield* cursor.aclose!();
      expect(returned).toBe(0);
    });
  });

  it('may lack return(), and answer without a promise', async () => {
    const all: number[] = [];
    await runReal(function* () {
      const plain = { [Symbol.asyncIterator]: () => ({ next: () => ({ done: false, value: 1 }) }) };
      const loop = iterate(plain as unknown as AsyncIterable<number>);
      yield* loop.next();
      all.push(loop.value);
      yield* loop.close();
    });
    expect(all).toEqual([1]);
  });

  it('must answer with an object', async () => {
    await runReal(function* () {
      const wrong = { [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve(7) }) };
      const loop = asyncFor(wrong as unknown as AsyncIterable<number>, function* () {});
      expect(yield* failureOf(loop)).toEqual(
        new TypeError('Iterator result 7 is not an object\n  next() must give { done, value }'),
      );
    });
  });

  /** Never answers; counts what is asked of it. */
  function silent(asked: string[], answer: () => Promise<never> = () => new Promise(() => {})) {
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => {
          asked.push('next');
          return new Promise<never>(() => {});
        },
        return: () => {
          asked.push('return');
          return answer();
        },
      }),
    };
  }

  it.each([
    ['never answers', () => new Promise<never>(() => {})],
    ['fails', () => Promise.reject(new Error('nobody sees it'))],
  ])(
    'is returned when the task is cancelled while it waits, without waiting for a return() that %s',
    async (_how, answer) => {
      await runReal(function* () {
        const asked: string[] = [];
        const cursor = aiter(silent(asked, answer));
        const task = ensureFuture(cursor.anext());
        yield* sleep(0);
        task.cancel();
        expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
        expect(asked).toEqual(['next', 'return']);
        expect(yield* cursor.anext()).toEqual({ done: true, value: undefined });
      });
    },
  );

  it('is returned when the coroutine is closed while it waits, and when the item comes too late', async () => {
    await runReal(function* () {
      const asked: string[] = [];
      const call = aiter(silent(asked)).anext();
      const steps = call[Symbol.iterator]();
      steps.next();
      steps.return!(undefined);
      expect(asked).toEqual(['next', 'return']);
    });
    await runReal(function* () {
      const log: string[] = [];
      const native = numbers(log);
      const cursor = aiter(native);
      const task = ensureFuture(cursor.anext());
      yield* sleep(0);
      // The item is there in the turn in which the task is cancelled.
      while (!String(task).includes('wait_for=<Future finished')) yield* sleep(0);
      task.cancel();
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      while (log.length === 0) yield* sleep(0); // return() is not waited for
      expect(log).toEqual(['ended']);
    });
  });
});

describe('fromAsyncIterable', () => {
  it('gives one of ours', async () => {
    const ours = fromAsyncIterable(numbers());
    const all: number[] = [];
    await runReal(() =>
      asyncFor(ours, function* (n) {
        all.push(n);
      }),
    );
    expect(all).toEqual([1, 2, 3]);
  });

  it.each([[undefined], [7], [[1]]])('refuses %j', (wrong) => {
    expect(() => fromAsyncIterable(wrong as never)).toThrow(
      /^fromAsyncIterable\(\) needs an async iterable, got /,
    );
  });
});

/** Ours: gives 1, 2, 3, a turn apart; logs its end. */
function ours(log: string[] = []) {
  return asyncGenerator(function* ours(): Emits<number> {
    try {
      for (let n = 1; n <= 3; n++) {
        yield* sleep(0);
        yield* emit(n);
      }
    } catch (error) {
      log.push((error as Error).name);
      throw error;
    } finally {
      yield* sleep(0);
      log.push('ended');
    }
  })();
}

/** Runs an async function inside a loop that is kept running meanwhile. */
function insideLoop<T>(body: () => Promise<T>): Promise<T> {
  return runReal(function* () {
    const loop = getRunningLoop();
    let outcome: { value: T } | { error: unknown } | undefined;
    body().then(
      (value) => {
        loop.callSoon(() => (outcome = { value }));
      },
      (error: unknown) => {
        loop.callSoon(() => (outcome = { error }));
      },
    );
    while (outcome === undefined) yield* sleep(0);
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  });
}

describe('an async generator of ours in for await', () => {
  it('gives each item, and ends', async () => {
    const log: string[] = [];
    const all: number[] = [];
    await insideLoop(async () => {
      for await (const n of ours(log)) all.push(n);
    });
    expect([all, log]).toEqual([[1, 2, 3], ['ended']]);
  });

  it('is closed on break', async () => {
    const log: string[] = [];
    await insideLoop(async () => {
      for await (const n of ours(log)) {
        if (n === 2) break;
      }
      expect(log).toEqual(['GeneratorExit', 'ended']);
    });
  });

  it('throws what its body throws, and is over then', async () => {
    const broken = asyncGenerator(function* () {
      yield* emit(1);
      throw new RangeError('broken');
    });
    await insideLoop(async () => {
      const steps = broken()[Symbol.asyncIterator]();
      expect(await steps.next()).toEqual({ done: false, value: 1 });
      await expect(steps.next()).rejects.toThrow(new RangeError('broken'));
      expect(await steps.next()).toEqual({ done: true, value: undefined });
    });
  });

  it('needs a loop', () => {
    expect(() => ours()[Symbol.asyncIterator]()).toThrow(/^no running event loop/);
  });
});

describe('toAsyncIterable', () => {
  it('answers several next() at once in their order', async () => {
    await insideLoop(async () => {
      const steps = toAsyncIterable(ours())[Symbol.asyncIterator]();
      const answers = await Promise.all([
        steps.next(),
        steps.next(),
        steps.next(),
        steps.next(),
        steps.next(),
      ]);
      expect(answers.map(({ done, value }) => [done, value as unknown])).toEqual([
        [false, 1],
        [false, 2],
        [false, 3],
        [true, undefined],
        [true, undefined],
      ]);
    });
  });

  it('takes plain iterables and cursors that are no coroutines', async () => {
    await insideLoop(async () => {
      const all: string[] = [];
      for await (const text of toAsyncIterable('ab')) all.push(text);
      for await (const text of toAsyncIterable('cd')) {
        all.push(text);
        break; // nothing in it to close
      }
      const bare = { aiter: () => ({ anext: () => sleep(0, { done: false as const, value: 'e' }) }) };
      for await (const text of toAsyncIterable(bare)) {
        all.push(text);
        break;
      }
      expect(all).toEqual(['a', 'b', 'c', 'e']);
    });
  });

  it('return() cancels what a pending next() waits for, which then finds the end', async () => {
    const log: string[] = [];
    const endless = asyncGenerator(function* (): Emits<number> {
      try {
        log.push('begun');
        yield* sleep(Infinity);
      } finally {
        log.push('ended');
      }
    });
    await insideLoop(async () => {
      const steps = toAsyncIterable(endless())[Symbol.asyncIterator]();
      const pending = steps.next();
      const queued = steps.next();
      while (log.length === 0) await sleep(0);
      const answers = await Promise.all([steps.return!(), pending, queued, steps.return!(), steps.next()]);
      expect(answers).toEqual(answers.map(() => ({ done: true, value: undefined })));
      expect(log).toEqual(['begun', 'ended']);
    });
  });

  it('passes on a cancellation of the body itself', async () => {
    const cancelled = asyncGenerator(function* (): Emits<number> {
      currentTask()?.cancel();
      yield* sleep(1);
    });
    await insideLoop(async () => {
      const steps = toAsyncIterable(cancelled())[Symbol.asyncIterator]();
      await expect(steps.next()).rejects.toThrow(CancelledError);
    });
  });

  it('runs all steps with the same context variables', async () => {
    const contexts = new Set<unknown>();
    const gen = asyncGenerator(function* (): Emits<number> {
      for (let n = 1; n <= 3; n++) {
        contexts.add(currentTask()?.getContext());
        yield* emit(n);
      }
    });
    await insideLoop(async () => {
      const steps = toAsyncIterable(gen())[Symbol.asyncIterator]();
      while ((await steps.next()).done !== true);
    });
    expect(contexts.size).toBe(1);
  });

  it('runs on the loop that it was given, and ends with it', async () => {
    expect(() => toAsyncIterable(ours())).toThrow(RuntimeError);
    const loop = new VirtualTimeLoop();
    const steps = toAsyncIterable(ours(), { loop })[Symbol.asyncIterator]();
    const first = steps.next();
    await runUntilComplete(loop, sleep(1));
    expect(await first).toEqual({ done: false, value: 1 });
    loop.close();
    expect(await steps.return!()).toEqual({ done: true, value: undefined });
  });

  it('refuses what cannot be looped over', async () => {
    await insideLoop(async () => {
      await Promise.resolve();
      expect(() => toAsyncIterable(7 as never)).toThrow(/^7 is not an async iterable/);
    });
  });

  it('is itself what for await takes', async () => {
    await insideLoop(async () => {
      const steps = ours()[Symbol.asyncIterator]() as AsyncIterableIterator<number>;
      expect(steps[Symbol.asyncIterator]()).toBe(steps);
      await steps.return!();
    });
  });
});
