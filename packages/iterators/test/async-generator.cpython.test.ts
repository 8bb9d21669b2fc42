/**
 * CPython 3.13's tests of async generators, `Lib/test/test_asyncgen.py`, under their names. Restated: `yield v` is
 * `yield* emit(v)`, `StopAsyncIteration` from a method is `{ done: true }`. Not here: syntax errors, what steps
 * awaitables by hand, and what depends on collection.
 */
import {
  CancelledError,
  createTask,
  ensureFuture,
  Future,
  GeneratorExit,
  getRunningLoop,
  RuntimeError,
  sleep,
  type Coroutine,
} from '@asyncio-ts/tasks';
import { failureOf, runReporting, runVirtual } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import {
  aiter,
  anext,
  asyncFor,
  type AsyncCursor,
  asyncGenerator,
  BREAK,
  emit,
  type Emits,
  StopAsyncIteration,
} from '../src/index.js';

class AwaitError extends Error {}
class FooError extends Error {}

const END = { done: true, value: undefined };
const item = (value: unknown) => ({ done: false, value });

function* awaitable({ throws = false } = {}): Coroutine<void> {
  yield* sleep(0);
  if (throws) throw new AwaitError('thrown');
}

function* toList<T>(iterable: { aiter(): AsyncCursor<T> }): Coroutine<T[]> {
  const all: T[] = [];
  yield* asyncFor(iterable, function* (value) {
    all.push(value);
  });
  return all;
}

describe('AsyncGenTest', () => {
  it('test_async_gen_iteration_01', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      yield* awaitable();
      expect(yield* emit(123)).toBe(undefined);
      yield* awaitable();
      yield* emit(456);
      yield* awaitable();
      yield* emit(789);
    });
    expect(runVirtual(() => toList(gen()))).toEqual([123, 456, 789]);
  });

  it('test_async_gen_iteration_02', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      yield* awaitable();
      yield* emit(123);
      yield* awaitable();
    });
    runVirtual(function* () {
      const cursor = gen().aiter();
      expect(yield* cursor.anext()).toEqual(item(123));
      expect(yield* cursor.anext()).toEqual(END);
    });
  });

  it('test_async_gen_exception_03', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      yield* awaitable();
      yield* emit(123);
      yield* awaitable({ throws: true });
      yield* emit(456);
    });
    expect(() => runVirtual(() => toList(gen()))).toThrow(AwaitError);
  });

  it('test_async_gen_exception_04', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      yield* awaitable();
      yield* emit(123);
      throw new RangeError('1 / 0');
    });
    runVirtual(function* () {
      const cursor = gen().aiter();
      expect(yield* cursor.anext()).toEqual(item(123));
      expect(yield* failureOf(cursor.anext())).toBeInstanceOf(RangeError);
    });
  });

  it('test_async_gen_exception_05', () => {
    const gen = asyncGenerator(function* () {
      yield* emit(123);
      throw new StopAsyncIteration();
    });
    expect(() => runVirtual(() => toList(gen()))).toThrow(/^async generator raised StopAsyncIteration/);
    expect(() => runVirtual(() => toList(gen()))).toThrow(RuntimeError);
  });

  /** What stepping through to the end gives: items, the messages of errors, and STOP. */
  function* stepThrough(cursor: AsyncCursor<number>): Coroutine<unknown[]> {
    const all: unknown[] = [];
    for (;;) {
      try {
        const step = yield* cursor.anext();
        if (step.done === true) return [...all, 'STOP'];
        all.push(step.value);
      } catch (error) {
        all.push((error as Error).message);
      }
    }
  }

  it('test_async_gen_exception_07', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      try {
        yield* emit(1);
        throw new Error('broken');
      } finally {
        yield* emit(2);
        yield* emit(3);
      }
    });
    expect(runVirtual(() => stepThrough(gen()))).toEqual([1, 2, 3, 'broken', 'STOP']);
  });

  it('test_async_gen_exception_08', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      try {
        yield* emit(1);
        yield* awaitable();
      } finally {
        yield* awaitable();
        yield* emit(2);
        // eslint-disable-next-line no-unsafe-finally -- what is tested
        throw new Error('broken');
      }
    });
    expect(runVirtual(() => stepThrough(gen()))).toEqual([1, 2, 'broken', 'STOP']);
  });

  it('test_async_gen_exception_09', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      try {
        yield* awaitable();
        yield* emit(1);
        throw new Error('broken');
      } finally {
        yield* emit(2);
        yield* awaitable();
        yield* emit(3);
      }
    });
    expect(runVirtual(() => stepThrough(gen()))).toEqual([1, 2, 3, 'broken', 'STOP']);
  });

  it('test_async_gen_exception_10', () => {
    const gen = asyncGenerator(function* () {
      yield* emit(123);
    });
    runVirtual(function* () {
      const generator = gen();
      expect(yield* failureOf(generator.asend(100))).toEqual(
        new TypeError(
          "can't send non-None value to a just-started async generator: 100\n  There is no emit() yet to return it: call anext() first",
        ),
      );
      expect(yield* generator.anext()).toEqual(item(123)); // nothing was broken by it
    });
  });

  it('test_async_gen_exception_11', () => {
    const inner = asyncGenerator(function* () {
      yield* emit(10);
      yield* emit(20);
    });
    const outer = asyncGenerator(function* (): Emits<number> {
      yield* emit(1);
      const generator = inner();
      yield* generator.asend(undefined);
      try {
        yield* generator.athrow(new GeneratorExit());
      } catch (error) {
        expect(error).toBeInstanceOf(GeneratorExit);
        yield* emit(2);
      }
      yield* emit(3);
    });
    expect(runVirtual(() => stepThrough(outer()))).toEqual([1, 2, 3, 'STOP']);
  });

  it('test_async_gen_exception_12', () => {
    runVirtual(function* () {
      const gen = asyncGenerator(function* (): Emits<number> {
        yield* anext(me);
        yield* emit(123);
      });
      const me = gen();
      expect(yield* failureOf(me.anext())).toMatchObject({
        name: 'RuntimeError',
        message: expect.stringMatching(/^anext\(\): asynchronous generator is already running/) as string,
      });
    });
  });

  /** Suspends for ever: nothing but a cancellation ends it. */
  const stuck = asyncGenerator(function* () {
    yield* sleep(Infinity);
  });

  it('test_async_gen_asend_throw_concurrent_with_send', () => {
    runVirtual(function* () {
      const generator = stuck();
      createTask(generator.anext());
      yield* sleep(0);
      const second = generator.asend(1);
      expect(yield* failureOf(second)).toMatchObject({
        message: expect.stringMatching(/^anext\(\): asynchronous generator is already running/) as string,
      });
      expect(yield* failureOf(second)).toMatchObject({
        message: expect.stringMatching(
          /^(coroutine is being awaited already|cannot reuse already awaited)/,
        ) as string,
      });
    });
  });

  it('test_async_gen_athrow_throw_concurrent_with_send', () => {
    runVirtual(function* () {
      const generator = stuck();
      createTask(generator.anext());
      yield* sleep(0);
      expect(yield* failureOf(generator.athrow(new FooError()))).toMatchObject({
        message: expect.stringMatching(/^athrow\(\): asynchronous generator is already running/) as string,
      });
    });
  });

  const stuckInThrow = asyncGenerator(function* () {
    try {
      yield* emit(1);
    } catch {
      yield* sleep(Infinity);
    }
  });

  it('test_async_gen_asend_throw_concurrent_with_throw', () => {
    runVirtual(function* () {
      const generator = stuckInThrow();
      yield* generator.anext();
      createTask(generator.athrow(new FooError()));
      yield* sleep(0);
      expect(yield* failureOf(generator.asend(1))).toMatchObject({
        message: expect.stringMatching(/^anext\(\): asynchronous generator is already running/) as string,
      });
    });
  });

  it('test_async_gen_athrow_throw_concurrent_with_throw', () => {
    runVirtual(function* () {
      const generator = stuckInThrow();
      yield* generator.anext();
      createTask(generator.athrow(new FooError()));
      yield* sleep(0);
      expect(yield* failureOf(generator.athrow(new FooError()))).toMatchObject({
        message: expect.stringMatching(/^athrow\(\): asynchronous generator is already running/) as string,
      });
    });
  });

  it('test_async_gen_api_01', () => {
    const gen = asyncGenerator(function* gen() {
      yield* emit(123);
    });
    expect(gen.name).toBe('gen');
    const generator = gen();
    expect(generator.name).toBe('gen');
    expect(String(generator)).toBe('<async_generator gen() created>');
    const call = generator.aclose();
    expect(call.name).toBe('gen.aclose');
    call.close();
  });

  it('test_async_gen_asend_close_runtime_error', () => {
    const gen = asyncGenerator(function* () {
      try {
        yield* sleep(0);
      } catch (error) {
        expect(error).toBeInstanceOf(GeneratorExit);
        yield* sleep(0);
      }
    });
    const call = gen().anext();
    call.next();
    expect(() => {
      call.close();
    }).toThrow(/^coroutine ignored GeneratorExit/);
  });

  it('test_async_gen_athrow_close_runtime_error', () => {
    const gen = asyncGenerator(function* () {
      try {
        yield* emit(1);
      } catch (error) {
        expect(error).toBeInstanceOf(FooError);
        try {
          yield* sleep(0);
        } catch (exit) {
          expect(exit).toBeInstanceOf(GeneratorExit);
          yield* sleep(0);
        }
      }
    });
    const generator = gen();
    generator.anext().next();
    const call = generator.athrow(new FooError());
    call.next();
    expect(() => {
      call.close();
    }).toThrow(/^coroutine ignored GeneratorExit/);
  });
});

describe('AsyncGenAsyncioTest', () => {
  function checkAnext(make: () => AsyncCursor<number>): void {
    runVirtual(function* () {
      const first = make();
      expect(yield* anext(first)).toBe(1);
      expect(yield* anext(first)).toBe(2);
      expect(yield* anext(first, 'buckle my shoe')).toBe('buckle my shoe');
      expect(yield* failureOf(anext(first))).toBeInstanceOf(StopAsyncIteration);
      expect(yield* failureOf(anext(first))).toBeInstanceOf(StopAsyncIteration);

      const second = make();
      const found: unknown[] = [];
      for (let i = 0; i < 4; i++) found.push(yield* anext(second, 'default'));
      expect(found).toEqual([1, 2, 'default', 'default']);
    });
  }

  it('test_async_generator_anext', () => {
    checkAnext(
      asyncGenerator(function* () {
        yield* emit(1);
        yield* emit(2);
      }),
    );
  });

  it('test_python_async_iterator_anext', () => {
    checkAnext(() => {
      let given = 0;
      return {
        *anext(): Coroutine<IteratorResult<number, undefined>> {
          return given >= 2 ? { done: true, value: undefined } : { done: false, value: ++given };
        },
      };
    });
  });

  it('test_async_gen_aiter', () => {
    const gen = asyncGenerator(function* () {
      yield* emit(1);
      yield* emit(2);
    });
    expect(runVirtual(() => toList(aiter(gen())))).toEqual([1, 2]);
  });

  it('test_async_gen_aiter_class', () => {
    class Gen {
      aiter = asyncGenerator(function* () {
        yield* emit(1);
        yield* emit(2);
      });
    }
    const results: number[] = [];
    runVirtual(function* () {
      const cursor = aiter(new Gen());
      for (;;) {
        try {
          results.push(yield* anext(cursor));
        } catch (error) {
          expect(error).toBeInstanceOf(StopAsyncIteration);
          return;
        }
      }
    });
    expect(results).toEqual([1, 2]);
  });

  it('test_aiter_idempotent', () => {
    const gen = asyncGenerator(function* () {
      yield* emit(1);
    });
    const once = aiter(gen());
    expect(aiter(once)).toBe(once);
  });

  it('test_anext_bad_args', () => {
    expect(() => anext(1 as never)).toThrow(TypeError);
  });

  it('test_anext_await_raises', () => {
    const raising = {
      *anext(): Coroutine<never> {
        throw new RangeError('1 / 0');
      },
    };
    runVirtual(function* () {
      expect(yield* failureOf(anext(raising))).toBeInstanceOf(RangeError);
      expect(yield* failureOf(anext(raising, 'default'))).toBeInstanceOf(RangeError);
    });
  });

  it('test_aiter_bad_args', () => {
    expect(() => aiter(1 as never)).toThrow(TypeError);
  });

  it('test_async_gen_asyncio_01', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      yield* emit(1);
      yield* sleep(0.01);
      yield* emit(2);
      yield* sleep(0.01);
    });
    expect(runVirtual(() => toList(gen()))).toEqual([1, 2]);
  });

  it('test_async_gen_asyncio_02', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      yield* emit(1);
      yield* sleep(0.01);
      yield* emit(2);
      throw new RangeError('1 / 0');
    });
    expect(() => runVirtual(() => toList(gen()))).toThrow(RangeError);
  });

  it('test_async_gen_asyncio_03', () => {
    class Gen {
      aiter = asyncGenerator(function* (): Emits<number> {
        yield* emit(1);
        yield* sleep(0.01);
        yield* emit(2);
      });
    }
    expect(runVirtual(() => toList(new Gen()))).toEqual([1, 2]);
  });

  const foo = asyncGenerator(function* (): Emits<number> {
    yield* emit(1);
    yield* sleep(0.01);
    try {
      yield* emit(2);
      yield* emit(3);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      yield* emit(1000);
    }
    yield* sleep(0.01);
    yield* emit(4);
  });

  it('test_async_gen_asyncio_anext_04', () => {
    runVirtual(function* () {
      const cursor = foo().aiter();
      for (const value of [1, 2, 3, 4]) expect(yield* cursor.anext()).toEqual(item(value));
      expect(yield* cursor.anext()).toEqual(END);
      expect(yield* cursor.anext()).toEqual(END);
    });
    runVirtual(function* () {
      const cursor = foo().aiter();
      expect(yield* cursor.anext()).toEqual(item(1));
      expect(yield* cursor.anext()).toEqual(item(2));
      expect(yield* cursor.athrow(new RangeError())).toEqual(item(1000));
      expect(yield* cursor.anext()).toEqual(item(4));
      expect(yield* cursor.anext()).toEqual(END);
    });
  });

  it('test_async_gen_asyncio_anext_05', () => {
    const gen = asyncGenerator(function* () {
      let v = (yield* emit(1)) as number;
      v = (yield* emit(v)) as number;
      yield* emit(v * 100);
    });
    runVirtual(function* () {
      const cursor = gen();
      expect(yield* cursor.asend(undefined)).toEqual(item(1));
      expect(yield* cursor.asend(10)).toEqual(item(10));
      expect(yield* cursor.asend(12)).toEqual(item(1200));
      expect(yield* cursor.anext()).toEqual(END);
    });
  });

  it('test_async_gen_asyncio_anext_06, test_async_gen_asyncio_athrow_03, test_async_gen_asyncio_aclose_10', () => {
    let done = 0;
    const gen = asyncGenerator(function* () {
      try {
        yield* emit(undefined);
      } catch {
        // Whatever it was, it is over.
      }
      done += 1;
    });
    runVirtual(function* () {
      let generator = gen();
      yield* generator.asend(undefined);
      expect(yield* generator.asend(undefined)).toEqual(END);
      expect(done).toBe(1);

      generator = gen();
      yield* generator.asend(undefined);
      expect(yield* generator.athrow(new RangeError())).toEqual(END);
      expect(done).toBe(2);

      generator = gen();
      yield* generator.asend(undefined);
      yield* generator.aclose();
      expect(done).toBe(3);
    });
  });

  it('test_async_gen_asyncio_anext_tuple, test_async_gen_asyncio_athrow_tuple', () => {
    const gen = asyncGenerator(function* () {
      try {
        yield* emit([1]);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        yield* emit([2]);
      }
    });
    runVirtual(function* () {
      const cursor = gen();
      expect(yield* cursor.anext()).toEqual(item([1]));
      expect(yield* cursor.athrow(new RangeError())).toEqual(item([2]));
      expect(yield* cursor.anext()).toEqual(END);
    });
  });

  it('test_async_gen_asyncio_anext_stopiteration, test_async_gen_asyncio_athrow_stopiteration', () => {
    const gen = asyncGenerator(function* () {
      yield* emit(END); // a value like any other
      yield* emit(new StopAsyncIteration());
    });
    runVirtual(function* () {
      const cursor = gen();
      expect(yield* cursor.anext()).toEqual(item(END));
      expect(yield* cursor.anext()).toEqual(item(new StopAsyncIteration()));
      expect(yield* cursor.anext()).toEqual(END);
    });
  });

  it('test_async_gen_asyncio_aclose_06', () => {
    const gen = asyncGenerator(function* (): Emits<number> {
      try {
        yield* emit(1);
      } finally {
        yield* sleep(0.01);
        yield* emit(12);
      }
    });
    runVirtual(function* () {
      const generator = gen();
      yield* generator.anext();
      expect(yield* failureOf(generator.aclose())).toEqual(
        new RuntimeError(
          'async generator ignored GeneratorExit\n  Let a GeneratorExit pass, and emit nothing in a finally block',
        ),
      );
    });
  });

  it('test_async_gen_asyncio_aclose_07, test_async_gen_asyncio_aclose_08', () => {
    let done = 0;
    const gen = asyncGenerator(function* (): Emits<number> {
      try {
        yield* emit(1);
        yield* new Future();
        done += 1000;
        yield* emit(2);
      } finally {
        yield* sleep(0.01);
        yield* sleep(0.01);
        done += 1;
      }
      done += 1000;
    });
    runVirtual(function* () {
      const generator = gen();
      expect(yield* generator.anext()).toEqual(item(1));
      yield* generator.aclose();
      expect(getRunningLoop().time()).toBeCloseTo(0.02);
    });
    expect(done).toBe(1);
  });

  it('test_async_gen_asyncio_aclose_11', () => {
    let done = 0;
    const gen = asyncGenerator(function* () {
      try {
        yield* emit(undefined);
      } catch {
        // Wrong: a GeneratorExit is to be let through.
      }
      yield* emit(undefined);
      done += 1;
    });
    runVirtual(function* () {
      const generator = gen();
      yield* generator.asend(undefined);
      expect(yield* failureOf(generator.aclose())).toMatchObject({
        message: expect.stringMatching(/^async generator ignored GeneratorExit/) as string,
      });
      done += 10;
    });
    expect(done).toBe(10);
  });

  it('test_async_gen_asyncio_aclose_12', () => {
    let done = 0;
    function* target() {
      yield* sleep(0.01);
      throw new RangeError('1 / 0');
    }
    const gen = asyncGenerator(function* (): Emits<number> {
      const task = createTask(target());
      try {
        yield* emit(1);
      } finally {
        try {
          yield* task;
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          done = 1;
        }
      }
    });
    runVirtual(function* () {
      const generator = gen();
      yield* generator.anext();
      yield* generator.aclose();
    });
    expect(done).toBe(1);
  });

  it('test_async_gen_asyncio_asend_01', () => {
    let done = 0;
    const gen = asyncGenerator(function* (): Emits<number> {
      try {
        yield* sleep(0.01);
        const v = (yield* emit(1)) as number;
        yield* sleep(0.01);
        yield* emit(v * 2);
        yield* sleep(0.01);
        return;
      } finally {
        yield* sleep(0.01);
        yield* sleep(0.01);
        done = 1;
      }
    });
    runVirtual(function* () {
      const generator = gen();
      expect(yield* generator.asend(undefined)).toEqual(item(1));
      expect(yield* generator.asend(100)).toEqual(item(200));
      expect(yield* generator.asend(undefined)).toEqual(END);
    });
    expect(done).toBe(1);
  });

  function* sleepAndCrash(): Coroutine<void> {
    yield* sleep(0.01);
    throw new RangeError('1 / 0');
  }

  function* sleepAndBeCancelled(): Coroutine<void> {
    const future = ensureFuture(sleep(0.01));
    getRunningLoop().callLater(0.005, () => {
      future.cancel();
    });
    yield* future;
  }

  it.each([
    ['test_async_gen_asyncio_asend_02', sleepAndCrash, RangeError],
    ['test_async_gen_asyncio_asend_03', sleepAndBeCancelled, CancelledError],
  ])('%s', (_name, crash, error) => {
    let done = 0;
    const gen = asyncGenerator(function* (): Emits<number> {
      try {
        yield* sleep(0.01);
        const v = (yield* emit(1)) as number;
        yield* crash();
        done += 1000;
        yield* emit(v * 2);
      } finally {
        yield* sleep(0.01);
        yield* sleep(0.01);
        done = 1;
      }
    });
    runVirtual(function* () {
      const generator = gen();
      expect(yield* generator.asend(undefined)).toEqual(item(1));
      expect(yield* failureOf(generator.asend(100))).toBeInstanceOf(error);
    });
    expect(done).toBe(1);
  });

  it('test_async_gen_asyncio_athrow_01', () => {
    let done = 0;
    const gen = asyncGenerator(function* (): Emits<number> {
      try {
        yield* sleep(0.01);
        let v: number;
        try {
          v = (yield* emit(1)) as number;
        } catch (error) {
          if (!(error instanceof FooError)) throw error;
          v = 1000;
          yield* sleep(0.01);
        }
        yield* emit(v * 2);
        yield* sleep(0.01);
      } finally {
        yield* sleep(0.01);
        yield* sleep(0.01);
        done = 1;
      }
    });
    runVirtual(function* () {
      const generator = gen();
      expect(yield* generator.asend(undefined)).toEqual(item(1));
      expect(yield* generator.athrow(new FooError())).toEqual(item(2000));
      expect(yield* generator.asend(undefined)).toEqual(END);
    });
    expect(done).toBe(1);
  });

  it('test_async_gen_asyncio_athrow_02', () => {
    let done = 0;
    const gen = asyncGenerator(function* (): Emits<number> {
      try {
        yield* sleep(0.01);
        try {
          yield* emit(1);
        } catch (error) {
          if (!(error instanceof FooError)) throw error;
          yield* sleepAndBeCancelled();
        }
        yield* emit(2);
      } finally {
        yield* sleep(0.01);
        yield* sleep(0.01);
        done = 1;
      }
    });
    runVirtual(function* () {
      const generator = gen();
      expect(yield* generator.asend(undefined)).toEqual(item(1));
      expect(yield* failureOf(generator.athrow(new FooError()))).toBeInstanceOf(CancelledError);
    });
    expect(done).toBe(1);
  });

  it('test_async_gen_asyncio_shutdown_01', () => {
    let finalized = 0;
    const waiter = asyncGenerator(function* (timeout: number): Emits<number> {
      try {
        yield* sleep(timeout);
        yield* emit(1);
      } finally {
        yield* sleep(0);
        finalized += 1;
      }
    });
    runVirtual(function* () {
      createTask(toList(waiter(1)));
      createTask(toList(waiter(1)));
      yield* sleep(0.1);
    });
    expect(finalized).toBe(2);
  });

  it('test_async_gen_asyncio_shutdown_02, test_asyncgen_nonstarted_hooks_are_cancellable', () => {
    const gen = asyncGenerator(function* () {
      yield* emit(1);
      yield* emit(2);
    });
    runVirtual(() =>
      asyncFor(gen(), function* () {
        return BREAK;
      }),
    );
  });

  it('test_async_gen_asyncio_shutdown_exception_01', () => {
    const gen = asyncGenerator(function* () {
      try {
        yield* emit(1);
        yield* emit(2);
      } finally {
        // eslint-disable-next-line no-unsafe-finally -- what is tested
        throw new RangeError('1 / 0');
      }
    });
    const generator = gen();
    const { reported } = runReporting(() => generator.anext());
    expect(reported).toHaveLength(1);
    expect(reported[0]).toMatchObject({ asyncgen: generator });
    expect(reported[0]?.exception).toBeInstanceOf(RangeError);
    expect(reported[0]?.message).toContain('an error occurred during closing of asynchronous generator');
  });

  it('test_async_gen_await_same_anext_coro_twice', () => {
    const gen = asyncGenerator(function* () {
      yield* emit(1);
    });
    runVirtual(function* () {
      const call = gen().anext();
      yield* call;
      expect(yield* failureOf(call)).toMatchObject({
        message: expect.stringMatching(/^cannot reuse already awaited/) as string,
      });
    });
  });

  it('test_async_gen_await_same_aclose_coro_twice', () => {
    const gen = asyncGenerator(function* () {
      yield* emit(1);
    });
    runVirtual(function* () {
      const call = gen().aclose();
      yield* call;
      expect(yield* failureOf(call)).toMatchObject({
        message: expect.stringMatching(/^cannot reuse already awaited/) as string,
      });
    });
  });

  it('test_async_gen_aclose_twice_with_different_coros', () => {
    const gen = asyncGenerator(function* () {
      yield* emit(1);
    });
    runVirtual(function* () {
      const generator = gen();
      yield* generator.aclose();
      yield* generator.aclose();
    });
  });

  it('test_async_gen_aclose_after_exhaustion', () => {
    const gen = asyncGenerator(function* () {
      yield* emit(1);
    });
    runVirtual(function* () {
      const generator = gen();
      yield* toList(generator);
      yield* generator.aclose();
    });
  });

  it('test_async_gen_aclose_compatible_with_get_stack', () => {
    const gen = asyncGenerator(function* rows() {
      yield* emit({});
    });
    runVirtual(function* () {
      const task = createTask(gen().aclose());
      expect(task.getStack()).toEqual(['rows.aclose']);
      yield* task;
    });
  });
});

describe('TestUnawaitedWarnings', () => {
  it.each(['anext', 'athrow', 'aclose'] as const)(
    'test_%s: a call that nobody awaits is reported in debug mode',
    (method) => {
      const gen = asyncGenerator(function* rows() {
        yield* emit(1);
      });
      const { reported } = runReporting(function* () {
        getRunningLoop().setDebug(true);
        const generator = gen();
        void (method === 'athrow' ? generator.athrow(new RangeError()) : generator[method]()); // eslint-disable-line asyncio/no-unyielded -- what is tested
        yield* sleep(0);
      });
      expect(reported.map(({ message }) => message)).toEqual([
        expect.stringMatching(new RegExp(`^coroutine 'rows\\.${method}' was never awaited`)) as string,
      ]);
    },
  );
});
