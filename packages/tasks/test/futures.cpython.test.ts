/**
 * What CPython 3.13's `test_futures.py` pins down of futures themselves, in our words. Their callbacks, what becomes of
 * errors that nobody retrieves, and futures made of other things are in files of their own. Not here: futures whose
 * constructor never ran, private fields, and StopIteration as an error, all of which JavaScript does not have; and a
 * current loop besides the running one.
 */
import { getRunningLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  createTask,
  fromPromise,
  Future,
  InvalidStateError,
  isFuture,
  run,
} from '@asyncio-ts/tasks';
import { failureOf, makeLoop, runVirtual, thrownBy } from '@asyncio-ts/test-kit';
import { describe, expect, it, vi } from 'vitest';

import { fails, returns } from './small-coroutines.js';

const makeFuture = (): Future<number> => new Future<number>({ loop: makeLoop() });

/** What reading and settling it throw: by name, or nothing. */
function refusals(future: Future<number>): (string | undefined)[] {
  const actions = [
    () => future.result(),
    () => future.exception(),
    () => {
      future.setResult(1);
    },
    () => {
      future.setException(new TypeError());
    },
  ];
  return actions.map((action) => {
    try {
      action();
    } catch (error) {
      return (error as Error).name;
    }
    return undefined;
  });
}

describe('isFuture', () => {
  it('is true for futures of any class that extends Future, false for all else; CPython goes by a mark [test_futures.BaseFutureTests.test_isfuture]', () => {
    class Own extends Future<void> {}
    const loop = makeLoop();
    const futures = [new Future({ loop }), new Own({ loop }), createTask(returns(1), { loop })];
    for (const future of futures) expect(isFuture(future)).toBe(true);
    loop.advance();
    for (const other of [Future, Own, 1, vi.fn(), Promise.resolve(), { then() {} }, returns(1), undefined]) {
      expect(isFuture(other)).toBe(false);
    }
  });
});

describe('a new future', () => {
  it('is pending; cancelled, it is so at once [test_futures.BaseFutureTests.test_initial_state]', () => {
    const future = makeFuture();
    expect([future.done(), future.cancelled()]).toEqual([false, false]);
    future.cancel();
    expect([future.done(), future.cancelled()]).toEqual([true, true]);
  });

  it('needs a loop: one that is given, or the running one [test_futures.BaseFutureTests.test_constructor_without_loop]', () => {
    expect(thrownBy(() => new Future())).toMatchObject({
      name: 'RuntimeError',
      message: expect.stringMatching(/^no running event loop\b/) as string,
    });
    const loop = makeLoop();
    expect(new Future({ loop }).getLoop()).toBe(loop);
  });

  it('in a coroutine is of the running loop [test_futures.BaseFutureTests.test_constructor_use_running_loop]', () => {
    runVirtual(function* () {
      expect(new Future().getLoop()).toBe(getRunningLoop());
    });
  });

  it('takes its options in an object, and nothing else [test_futures.BaseFutureTests.test_constructor_positional]', () => {
    runVirtual(function* () {
      for (const [options, text] of [
        [42, '42'],
        ['loop', '"loop"'],
        [null, 'null'],
      ]) {
        expect(thrownBy(() => new Future(options as never))).toEqual(
          new TypeError(`Future() takes an object of options, got ${String(text)}\n  Such as { loop }`),
        );
      }
    });
  });
});

describe('a future', () => {
  it('that was cancelled cannot be read or settled any more, nor cancelled again [test_futures.BaseFutureTests.test_cancel]', () => {
    const future = makeFuture();
    expect(future.cancel()).toBe(true);
    expect([future.done(), future.cancelled()]).toEqual([true, true]);
    expect(refusals(future)).toEqual([
      'CancelledError',
      'CancelledError',
      'InvalidStateError',
      'InvalidStateError',
    ]);
    expect(future.cancel()).toBe(false);
  });

  it('that was cancelled gives the message to whoever awaits it, and to each who asks [test_futures.BaseFutureTests.test_future_cancel_message_getter]', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      expect(future._makeCancelledError().message).toBe('');
      future.cancel('my message');
      expect(yield* failureOf(future)).toEqual(new CancelledError('my message'));
      expect(thrownBy(() => future.result())).toEqual(new CancelledError('my message'));
    });
  });

  it('has its result once it was set, which is once and for all [test_futures.BaseFutureTests.test_result]', () => {
    const future = makeFuture();
    expect(thrownBy(() => future.result())).toBeInstanceOf(InvalidStateError);
    future.setResult(42);
    expect([future.cancelled(), future.done(), future.result(), future.exception()]).toEqual([
      false,
      true,
      42,
      undefined,
    ]);
    expect(refusals(future)).toEqual([undefined, undefined, 'InvalidStateError', 'InvalidStateError']);
    expect([future.cancel(), future.result()]).toEqual([false, 42]);
  });

  it('has its error once it was set, which is once and for all [test_futures.BaseFutureTests.test_exception]', () => {
    const future = makeFuture();
    expect(thrownBy(() => future.exception())).toBeInstanceOf(InvalidStateError);
    const oops = new RangeError('oops');
    future.setException(oops);
    expect([future.cancelled(), future.done()]).toEqual([false, true]);
    expect([thrownBy(() => future.result()), future.exception()]).toEqual([oops, oops]);
    expect(refusals(future)).toEqual(['RangeError', undefined, 'InvalidStateError', 'InvalidStateError']);
    expect([future.cancel(), future.exception()]).toEqual([false, oops]);
  });

  it('given a class of errors makes one [test_futures.BaseFutureTests.test_exception_class]', () => {
    const future = makeFuture();
    future.setException(InvalidStateError);
    expect(future.exception()).toBeInstanceOf(InvalidStateError);
  });
});

describe('stepping the await of a future by hand', () => {
  it('hands up the future while it is pending, once, and then goes on with the result [test_futures.BaseFutureTests.test_yield_from_twice]', () => {
    const future = makeFuture();
    const log: unknown[] = [];
    function* body(): Coroutine<string> {
      log.push('A');
      log.push('B', yield* future);
      log.push('C', yield* future);
      return 'end';
    }
    const steps = body();
    const step = steps.next();
    expect([step.done, (step.value as unknown) === future, log]).toEqual([false, true, ['A']]);
    future.setResult(42);
    expect(steps.next()).toEqual({ done: true, value: 'end' });
    expect(log).toEqual(['A', 'B', 42, 'C', 42]);
  });

  it('before it is done is a RuntimeError in the coroutine [test_futures.BaseFutureTests.test_iter]', () => {
    const future = makeFuture();
    function* body(): Coroutine<void> {
      yield* future;
    }
    expect(thrownBy(() => Array.from(body()))).toMatchObject({
      name: 'RuntimeError',
      message: expect.stringMatching(/^await wasn't used with future: <Future pending>\n/) as string,
    });
  });

  it('gives a list as one value [test_futures.BaseFutureTests.test_future_stop_iteration_args]', () => {
    const future = new Future<[number, number]>({ loop: makeLoop() });
    future.setResult([1, 2]);
    expect(future[Symbol.iterator]().next()).toEqual({ done: true, value: [1, 2] });
  });
});

describe('the text of a future', () => {
  it('shows its state, result or error, and the first and last callback [test_futures.BaseFutureTests.test_future_repr]', () => {
    const loop = makeLoop();
    function first(): void {}
    function last(): void {}
    const make = (settle: (future: Future<number>) => void): Future<number> => {
      const future = new Future<number>({ loop });
      settle(future);
      return future;
    };
    const one = make((future) => {
      future.addDoneCallback(first);
    });
    const two = make((future) => {
      for (const callback of [first, last]) future.addDoneCallback(callback);
    });
    const ten = make((future) => {
      future.addDoneCallback(first);
      for (let i = 0; i < 8; i++) future.addDoneCallback(() => {});
      future.addDoneCallback(last);
    });
    const failed = make((future) => {
      future.setException(new TypeError('oops'));
    });
    const texts: [Future<number>, string][] = [
      [make(() => {}), '<Future pending>'],
      [make((future) => future.cancel()), '<Future cancelled>'],
      [
        make((future) => {
          future.setResult(4);
        }),
        '<Future finished result=4>',
      ],
      [failed, '<Future finished exception=TypeError("oops")>'],
      [one, '<Future pending cb=[function first()]>'],
      [two, '<Future pending cb=[function first(), function last()]>'],
      [ten, '<Future pending cb=[function first(), <8 more>, function last()]>'],
    ];
    for (const [future, text] of texts) expect(String(future)).toBe(text);
    failed.exception(); // or it is reported when the loop closes: its text does not retrieve it
    for (const future of [one, ten]) {
      future.cancel();
      expect(String(future)).toBe('<Future cancelled>');
    }
    loop.setDebug(true);
    expect(String(make(() => {}))).toMatch(
      /^<Future pending created at .*futures\.cpython\.test\.ts\S*:\d+:\d+\)?>$/,
    );
  });

  it('in debug mode shows the line where it was made [test_futures.BaseFutureTests.test_future_source_traceback]', () => {
    const loop = makeLoop({ debug: true });
    const [future, here] = [new Future({ loop }), new Error()];
    const line = /futures\.cpython\.test\.ts\S*?:\d+/.exec(here.stack!)?.[0];
    expect(line).toBeDefined();
    expect(String(future)).toContain(`${line!}:`);
  });
});

describe('a future that follows another one by way of a promise', () => {
  it('ends as that one does: with its result, with its very error, or cancelled [test_futures.BaseFutureTests.test_copy_state]', async () => {
    const oops = new InvalidStateError('oops');
    function* main(): Coroutine<void> {
      const sources = [new Future<number>(), new Future<number>(), new Future<number>()] as const;
      const [result, error, cancelled] = sources.map((source) => fromPromise(source.then())) as [
        Future<number>,
        Future<number>,
        Future<number>,
      ];
      sources[0].setResult(10);
      sources[1].setException(oops);
      sources[2].cancel('enough');
      expect(yield* result).toBe(10);
      expect(yield* failureOf(error)).toBe(oops);
      expect(yield* failureOf(cancelled)).toEqual(new CancelledError('enough'));
      expect([result, error, cancelled].map((each) => [each.done(), each.cancelled()])).toEqual([
        [true, false],
        [true, false],
        [true, true],
      ]);
      const task = createTask(fails(oops));
      expect(yield* failureOf(fromPromise(task.then()))).toBe(oops);
    }
    await run(main());
  });
});
