import { EventLoop, getRunningLoop, VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  createTask,
  ensureFuture,
  fromPromise,
  Future,
  run,
  runUntilComplete,
  sleep,
  Task,
} from '@asyncio-ts/tasks';
import { failureOf, makeLoop, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

describe('fromPromise', () => {
  it('gives the result or the error of a promise', async () => {
    await run(
      (function* () {
        expect(yield* fromPromise(Promise.resolve(7))).toBe(7);
        expect(yield* failureOf(fromPromise(Promise.reject(new TypeError('no'))))).toEqual(
          new TypeError('no'),
        );
      })(),
    );
  });

  it('aborts the signal of the function it was given when the task that awaits it is cancelled', async () => {
    const signals: AbortSignal[] = [];
    function* fetches(): Coroutine<void> {
      yield* fromPromise((signal) => {
        signals.push(signal);
        return new Promise<void>(() => undefined);
      });
    }
    await run(
      (function* () {
        const task = createTask(fetches());
        yield* sleep(0);
        expect(signals[0]!.aborted).toBe(false);
        task.cancel('enough');
        expect(signals[0]!.aborted).toBe(true);
        expect(signals[0]!.reason).toEqual(new CancelledError('enough'));
        expect(yield* failureOf(task)).toEqual(new CancelledError('enough'));
      })(),
    );
  });

  it('aborts the signal when it is cancelled itself, and says that it was still pending', () => {
    const loop = makeLoop();
    let seen: AbortSignal | undefined;
    const future = fromPromise(
      (signal) => {
        seen = signal;
        return new Promise<void>(() => undefined);
      },
      { loop },
    );
    expect([future.cancel(), future.cancel()]).toEqual([true, false]);
    expect(seen?.aborted).toBe(true);
  });

  it('does not abort what is over', async () => {
    await run(
      (function* () {
        let seen: AbortSignal | undefined;
        const future = fromPromise((signal) => {
          seen = signal;
          return Promise.resolve(1);
        });
        yield* future;
        expect(future.cancel()).toBe(false);
        expect(seen?.aborted).toBe(false);
      })(),
    );
  });

  it('ignores what a promise does after the waiting was cancelled, or its loop closed', async () => {
    const loop = new EventLoop();
    let settle: (value: number) => void = () => undefined;
    const late = new Promise<number>((resolve) => (settle = resolve));
    const [cancelled, orphan] = [fromPromise(late, { loop }), fromPromise(late, { loop })];
    const failing = fromPromise(
      late.then(() => Promise.reject(new TypeError('late'))),
      { loop },
    );
    cancelled.cancel();
    loop.close();
    settle(1);
    await late;
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([cancelled.cancelled(), orphan.done(), failing.done()]).toEqual([true, false, false]);
  });

  it('of a promise that was cancelled is cancelled itself, and not reported', async () => {
    const reported: unknown[] = [];
    function* main(): Coroutine<boolean[]> {
      getRunningLoop().setExceptionHandler((_loop, { message }) => reported.push(message));
      const future = fromPromise(Promise.reject(new CancelledError('over there')));
      yield* sleep(0.001);
      return [future.done(), future.cancelled()];
    }
    expect(await run(main())).toEqual([true, true]);
    expect(reported).toEqual([]);
  });

  it('refuses what is no promise', () => {
    const loop = new VirtualTimeLoop();
    for (const source of [3, null, () => 3, undefined, {}]) {
      expect(String(thrownBy(() => fromPromise(source as never, { loop })))).toContain(
        'TypeError: fromPromise() needs a promise, or a function that makes one, got',
      );
    }
  });
});

describe('ensureFuture', () => {
  it('leaves futures as they are, starts coroutines, follows promises', async () => {
    await run(
      (function* () {
        const future = new Future<number>();
        expect(ensureFuture(future)).toBe(future);
        future.setResult(1);
        const task = ensureFuture(sleep(0, 'slept'));
        expect(task).toBeInstanceOf(Task);
        expect(yield* task).toBe('slept');
        expect(yield* ensureFuture(Promise.resolve('kept'))).toBe('kept');
        const thenable = {
          then: (done: (value: string) => void) => {
            done('then');
          },
        };
        expect(yield* ensureFuture(thenable as PromiseLike<string>)).toBe('then');
        expect(yield* ensureFuture(Object.assign(() => 3, thenable) as unknown as PromiseLike<string>)).toBe(
          'then',
        );
      })(),
    );
  });

  it.each([
    [
      function work() {
        return 1;
      },
      'Call it first: work()',
    ],
    [
      (
        () => () =>
          1
      )(),
      'Call it first: f()',
    ],
    [3, 'got 3'],
  ])('refuses %s', (value, message) => {
    const loop = new VirtualTimeLoop();
    const error = thrownBy(() => ensureFuture(value as never, { loop }));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain('An asyncio.Future, a coroutine or an awaitable is required');
    expect(String(error)).toContain(message);
  });

  it('leaves a coroutine that somebody runs as it is when it refuses it', () => {
    runVirtual(function* () {
      const call = sleep(1, 'awaited');
      const task = createTask(call);
      expect(String(thrownBy(() => ensureFuture(call)))).toContain('being awaited already');
      expect(yield* task).toBe('awaited');
    });
  });

  it('works on a loop that is not running yet', async () => {
    const loop = new EventLoop();
    const task = ensureFuture(sleep(0, 1), { loop });
    expect(await runUntilComplete(loop, task)).toBe(1);
    loop.close();
  });
});
