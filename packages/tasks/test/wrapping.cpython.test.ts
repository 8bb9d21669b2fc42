/**
 * What CPython 3.13's `test_tasks.py` and `test_futures.py` pin down of futures made of other things: `ensure_future`,
 * and `wrap_future`, which is `fromPromise` here, for what JavaScript has in place of the futures of other threads is
 * promises. In our words. Not here: a current loop besides the running one.
 */
import { getRunningLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  type Coroutine,
  coroutine,
  ensureFuture,
  fromPromise,
  Future,
  isCoroutine,
  isFuture,
  run,
  runUntilComplete,
  runUntilCompleteSync,
  sleep,
  Task,
} from '@asyncio-ts/tasks';
import { makeLoop, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { returns } from './small-coroutines.js';

const otherLoop: unknown = expect.objectContaining({
  name: 'ValueError',
  message: expect.stringMatching(
    /^The future belongs to a different loop than the one specified as the loop argument\b/,
  ) as string,
});

/** Looks like a future in JavaScript, and is of none of our classes. */
const makeThenable = (): PromiseLike<string> & { asked: number } => ({
  asked: 0,
  then(onFulfilled) {
    this.asked++;
    return Promise.resolve('duck').then(onFulfilled);
  },
});

describe('ensureFuture', () => {
  it('makes a task of a coroutine, on the given loop, else on the running one, else not at all [test_tasks.BaseTaskTests.test_ensure_future_coroutine]', () => {
    const loop = makeLoop();
    const task = ensureFuture(returns('ok'), { loop });
    expect([task instanceof Task, task.getLoop() === loop]).toEqual([true, true]);
    expect(runUntilCompleteSync(loop, task)).toBe('ok');

    const call = coroutine(() => returns('ok'))();
    expect(thrownBy(() => ensureFuture(call))).toMatchObject({
      name: 'RuntimeError',
      message: expect.stringMatching(/^no running event loop\b/) as string,
    });

    runVirtual(function* () {
      const inside = ensureFuture(returns('ok'));
      expect(inside.getLoop()).toBe(getRunningLoop());
      expect(yield* inside).toBe('ok');
    });
  });

  it('gives a future back as it is, if the loop is its own [test_tasks.BaseTaskTests.test_ensure_future_future]', () => {
    const [loop, other] = [makeLoop(), makeLoop()];
    const future = new Future<string>({ loop });
    future.setResult('ko');
    expect(ensureFuture(future)).toBe(future);
    expect(ensureFuture(future, { loop })).toBe(future);
    expect(thrownBy(() => ensureFuture(future, { loop: other }))).toEqual(otherLoop);
    expect(future.result()).toBe('ko');
  });

  it('gives a task back as it is, if the loop is its own [test_tasks.BaseTaskTests.test_ensure_future_task]', () => {
    const [loop, other] = [makeLoop(), makeLoop()];
    const task = new Task(returns('ok'), { loop });
    expect(ensureFuture(task)).toBe(task);
    expect(runUntilCompleteSync(loop, task)).toBe('ok');
    expect(thrownBy(() => ensureFuture(task, { loop: other }))).toEqual(otherLoop);
    expect(ensureFuture(task, { loop })).toBe(task);
  });

  it('says of a pending future, too, that it is of another loop [test_tasks.BaseTaskTests.test_ensure_future_error_msg]', () => {
    const future = new Future({ loop: makeLoop() });
    expect(thrownBy(() => ensureFuture(future, { loop: makeLoop() }))).toEqual(otherLoop);
    expect(String(future)).toBe('<Future pending>');
  });

  it('runs whatever else can be awaited with yield* [test_tasks.BaseTaskTests.test_ensure_future_awaitable]', () => {
    class Awaitable {
      readonly #call = returns('ok');
      [Symbol.iterator](): Coroutine<string> {
        return this.#call;
      }
    }
    const loop = makeLoop();
    const future = ensureFuture(new Awaitable(), { loop });
    expect(runUntilCompleteSync(loop, future)).toBe('ok');
  });

  it('wraps that in a coroutine, which is the one of the task [test_tasks.BaseTaskTests.test_ensure_future_task_awaitable]', () => {
    const awaitable = { [Symbol.iterator]: () => sleep(0, 'ok')[Symbol.iterator]() };
    const loop = makeLoop();
    const task = ensureFuture(awaitable, { loop }) as Task<string>;
    expect(runUntilCompleteSync(loop, task)).toBe('ok');
    const wrapper: unknown = task.getCoro();
    expect([isCoroutine(wrapper), wrapper === awaitable]).toEqual([true, false]);
  });

  it('refuses what cannot be awaited, collections among it [test_tasks.BaseTaskTests.test_ensure_future_neither]', () => {
    const loop = makeLoop();
    for (const value of ['ok', 5, null, undefined, {}, [sleep(1)], new Set(), new Map(), () => 1]) {
      expect(thrownBy(() => ensureFuture(value as never, { loop }))).toMatchObject({
        name: 'TypeError',
        message: expect.stringMatching(
          /^An asyncio\.Future, a coroutine or an awaitable is required, got /,
        ) as string,
      });
    }
  });

  it('follows what merely looks like a future, a thenable; CPython gives back what bears a future’s mark [test_futures.DuckTests.test_ensure_future]', async () => {
    const loop = new VirtualTimeLoop();
    const duck = makeThenable();
    const future = ensureFuture(duck, { loop });
    expect([isFuture(future), (future as unknown) === duck, future.done()]).toEqual([true, false, false]);
    expect([await runUntilComplete(loop, future), duck.asked]).toEqual(['duck', 1]);
    loop.close();
  });
});

describe('fromPromise', () => {
  it('gives a future back as it is [test_futures.BaseFutureTests.test_wrap_future_future]', () => {
    class Own extends Future<number> {}
    const loop = makeLoop();
    for (const future of [new Future<number>({ loop }), new Own({ loop }), new Task(returns(1), { loop })]) {
      expect(fromPromise(future)).toBe(future);
    }
    loop.advance();
  });

  it('follows what merely looks like a future, a thenable; CPython gives back what bears a future’s mark [test_futures.DuckTests.test_wrap_future]', async () => {
    const loop = new VirtualTimeLoop();
    const duck = makeThenable();
    const future = fromPromise(duck, { loop });
    expect([isFuture(future), (future as unknown) === duck, future.done()]).toEqual([true, false, false]);
    expect([await runUntilComplete(loop, future), duck.asked]).toEqual(['duck', 1]);
    loop.close();
  });

  it('needs a loop: one that is given, or the running one [test_futures.BaseFutureTests.test_wrap_future_without_loop]', () => {
    const promise = Promise.resolve('oi');
    expect(thrownBy(() => fromPromise(promise))).toMatchObject({
      name: 'RuntimeError',
      message: expect.stringMatching(/^no running event loop\b/) as string,
    });
    const loop = makeLoop();
    expect(fromPromise(promise, { loop }).getLoop()).toBe(loop);
  });

  it('in a coroutine is of the running loop [test_futures.BaseFutureTests.test_wrap_future_use_running_loop]', async () => {
    function* main(): Coroutine<string> {
      const future = fromPromise(Promise.resolve('oi'));
      expect(future.getLoop()).toBe(getRunningLoop());
      return yield* future;
    }
    expect(await run(main())).toBe('oi');
  });

  it('cancelled, aborts the signal of what it was made with; a bare promise cannot be cancelled [test_futures.BaseFutureTests.test_wrap_future_cancel]', () => {
    const loop = makeLoop();
    let signal: AbortSignal | undefined;
    const future = fromPromise(
      (given) => {
        signal = given;
        return new Promise<void>(() => undefined);
      },
      { loop },
    );
    expect([future.cancelled(), signal!.aborted]).toEqual([false, false]);
    future.cancel('enough');
    expect([future.cancelled(), signal!.aborted, String(signal!.reason)]).toEqual([
      true,
      true,
      'CancelledError: enough',
    ]);
  });

  it('cancelled when the promise has its result already leaves that alone, and is cancelled itself [test_futures.BaseFutureTests.test_wrap_future_cancel2]', async () => {
    const loop = new VirtualTimeLoop();
    const promise = Promise.resolve(42);
    const future = fromPromise(promise, { loop });
    future.cancel();
    await runUntilComplete(loop, sleep(1));
    expect([await promise, future.cancelled()]).toEqual([42, true]);
    loop.close();
  });
});
