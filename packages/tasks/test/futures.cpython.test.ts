/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_futures.py` and `test_futures2.py` pin down, in our words under the
 * names the tests have there. Not here: futures of other kinds (a promise takes their place), "the current loop"
 * besides the running one, and what collection.test.ts says.
 */
import { VirtualTimeLoop } from '@asyncio-ts/loop';
import {
  CancelledError,
  type Coroutine,
  createTask,
  fromPromise,
  Future,
  InvalidStateError,
  isFuture,
  run,
  sleep,
  allTasks,
  type Task,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it, onTestFinished } from 'vitest';

function makeLoop(): VirtualTimeLoop {
  const loop = new VirtualTimeLoop();
  onTestFinished(() => {
    loop.close();
  });
  return loop;
}

/** What each of the actions throws, by name. */
const errorsOf = (...actions: (() => unknown)[]): string[] =>
  actions.map((action) => (thrownBy(action) as Error).name);

describe('test_futures.BaseFutureTests', () => {
  it('test_isfuture: true for futures, false for classes, numbers, promises', () => {
    expect(isFuture(new Future({ loop: makeLoop() }))).toBe(true);
    for (const other of [Future, 1, Promise.resolve(), undefined, {}]) expect(isFuture(other)).toBe(false);
  });

  it('test_initial_state: neither done nor cancelled; cancelled at once after cancel()', () => {
    const future = new Future({ loop: makeLoop() });
    expect([future.done(), future.cancelled()]).toEqual([false, false]);
    future.cancel();
    expect([future.done(), future.cancelled()]).toEqual([true, true]);
  });

  it('test_constructor_without_loop, _use_running_loop: takes the running loop, and needs one', () => {
    expect(String(thrownBy(() => new Future()))).toMatch(/^RuntimeError: no running event loop/);
    const loop = makeLoop();
    let made: Future<void> | undefined;
    loop.callSoon(() => {
      made = new Future();
    });
    loop.advance();
    expect(made?.getLoop()).toBe(loop);
  });

  it('test_future_cancel_message_getter: whoever awaits it gets the message', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      future.cancel('my message');
      expect(yield* failureOf(future)).toEqual(new CancelledError('my message'));
    });
  });

  it('test_cancel: nothing can be set or read any more', () => {
    const future = new Future<number>({ loop: makeLoop() });
    expect(future.cancel()).toBe(true);
    expect([future.done(), future.cancelled(), future.cancel()]).toEqual([true, true, false]);
    expect(
      errorsOf(
        () => future.result(),
        () => future.exception(),
        () => {
          future.setResult(1);
        },
        () => {
          future.setException(new TypeError());
        },
      ),
    ).toEqual(['CancelledError', 'CancelledError', 'InvalidStateError', 'InvalidStateError']);
  });

  it('test_result, test_exception: are there once set, and only once', () => {
    for (const kind of ['result', 'exception']) {
      const future = new Future<number>({ loop: makeLoop() });
      const oops = new TypeError('oops');
      expect(
        errorsOf(
          () => future.result(),
          () => future.exception(),
        ),
      ).toEqual(['InvalidStateError', 'InvalidStateError']);
      if (kind === 'result') {
        future.setResult(42);
        expect([future.result(), future.exception()]).toEqual([42, undefined]);
      } else {
        future.setException(oops);
        expect([thrownBy(() => future.result()), future.exception()]).toEqual([oops, oops]);
      }
      expect(
        errorsOf(
          () => {
            future.setResult(1);
          },
          () => {
            future.setException(oops);
          },
        ),
      ).toEqual(['InvalidStateError', 'InvalidStateError']);
      expect([future.cancel(), future.done(), future.cancelled()]).toEqual([false, true, false]);
    }
  });

  it('test_exception_class: of a class of errors, one is made', () => {
    const future = new Future({ loop: makeLoop() });
    future.setException(InvalidStateError);
    expect(future.exception()).toBeInstanceOf(InvalidStateError);
    const plain = new Future({ loop: makeLoop() });
    plain.setException(Date); // no class of errors: an odd thing to throw, and the program's own business
    expect(plain.exception()).toBe(Date);
  });

  it('test_yield_from_twice: suspends on a pending future once, on one that is done not at all', () => {
    const future = new Future<number>({ loop: makeLoop() });
    function* body(): Coroutine<number> {
      const first = yield* future;
      return first + (yield* future);
    }
    const steps = body();
    const step = steps.next();
    expect(step.done).toBe(false);
    expect(step.value).toBe(future);
    future.setResult(21);
    expect(steps.next()).toEqual({ done: true, value: 42 });
  });

  it('test_iter: a coroutine that is stepped before its future is done gets a RuntimeError', () => {
    const future = new Future<void>({ loop: makeLoop() });
    function* body(): Coroutine<void> {
      yield* future;
    }
    const steps = body();
    steps.next();
    expect(String(thrownBy(() => steps.next()))).toMatch(/^RuntimeError: await wasn't used with future/);
  });

  it('test_future_repr: shows state, result or error, the first and the last callback, and where it was made', () => {
    const loop = makeLoop();
    const make = (): Future<number> => new Future<number>({ loop });
    const [pending, finished, failed, cancelled] = [make(), make(), make(), make()];
    function first(): void {}
    function last(): void {}
    pending.addDoneCallback(first);
    for (let i = 0; i < 8; i++) pending.addDoneCallback(() => {});
    pending.addDoneCallback(last);
    finished.setResult(4);
    failed.setException(new TypeError('oops'));
    failed.exception();
    cancelled.cancel();
    expect([pending, finished, failed, cancelled].map(String)).toEqual([
      '<Future pending cb=[function first(), <8 more>, function last()]>',
      '<Future finished result=4>',
      '<Future finished exception=TypeError("oops")>',
      '<Future cancelled>',
    ]);
    loop.setDebug(true);
    expect(String(make())).toMatch(/^<Future pending created at .*futures\.cpython\.test\.ts:\d+:\d+\)?>$/);
  });

  it('test_wrap_future_cancel, _cancel2: a promise knows nothing of it; what it was started with is told by a signal', async () => {
    const result = await run(
      (function* () {
        let signal: AbortSignal | undefined;
        const future = fromPromise((given) => {
          signal = given;
          return new Promise<void>(() => undefined);
        });
        future.cancel('enough');
        const done = Promise.resolve(42);
        const wrapped = fromPromise(done);
        wrapped.cancel();
        return [
          future.cancelled(),
          signal?.aborted,
          String(signal?.reason),
          wrapped.cancelled(),
          yield* fromPromise(done),
        ];
      })(),
    );
    expect(result).toEqual([true, true, 'CancelledError: enough', true, 42]);
  });

  it('test_set_result_unless_cancelled: a sleep whose future was cancelled is left alone by its timer', () => {
    runVirtual(function* () {
      const task = createTask(sleep(1));
      yield* sleep(0);
      const future = task._waiter!;
      yield* sleep(1); // the timer has fired in this very turn, or is about to
      expect(future.done()).toBe(true);
      const late = createTask(sleep(1));
      yield* sleep(0);
      late._waiter!.cancel();
      expect(yield* failureOf(late)).toBeInstanceOf(CancelledError);
      yield* sleep(2);
    });
  });

  it('test_future_stop_iteration_args: a tuple is one value', () => {
    runVirtual(function* () {
      const future = new Future<[number, number]>();
      future.setResult([1, 2]);
      expect(yield* future).toEqual([1, 2]);
    });
  });
});

describe('test_futures.BaseFutureDoneCallbackTests', () => {
  /** Adds three callbacks, takes some of them away, and tells which ran. */
  function ranWithout(...removed: number[]): { counts: number[]; ran: number[]; result: string } {
    const loop = makeLoop();
    const ran: number[] = [];
    const callbacks = [42, 100, 17].map((x) => () => void ran.push(x));
    const future = new Future<string>({ loop });
    for (const callback of callbacks) future.addDoneCallback(callback);
    const counts = removed.flatMap((i) => [
      future.removeDoneCallback(callbacks[i]!),
      future.removeDoneCallback(callbacks[i]!),
    ]);
    future.setResult('foo');
    expect(ran).toEqual([]);
    loop.advance();
    return { counts, ran, result: future.result() };
  }

  it('test_callbacks_remove_first_callback, _first_and_second_, _third_: the others run, in their order', () => {
    expect([ranWithout(0), ranWithout(0, 1), ranWithout(2)]).toEqual([
      { counts: [1, 0], ran: [100, 17], result: 'foo' },
      { counts: [1, 0, 1, 0], ran: [17], result: 'foo' },
      { counts: [1, 0], ran: [42, 100], result: 'foo' },
    ]);
  });

  it('test_callbacks_invoked_on_set_result, _on_set_exception: in a later turn', () => {
    for (const settle of [
      (future: Future<string>) => {
        future.setResult('foo');
      },
      (future: Future<string>) => {
        future.setException(new TypeError('foo'));
        future.exception();
      },
    ]) {
      const loop = makeLoop();
      const ran: unknown[] = [];
      const future = new Future<string>({ loop });
      future.addDoneCallback((done) => ran.push(42, done === future));
      future.addDoneCallback(() => ran.push(17));
      settle(future);
      expect(ran).toEqual([]);
      loop.advance();
      expect(ran).toEqual([42, true, 17]);
    }
  });

  it('test_remove_done_callback: removes all that are equal, and counts them', () => {
    const loop = makeLoop();
    const [counts, ran]: [number[], number[]] = [[], []];
    const add = (future: Future<void>, times: number, x: number): (() => void) => {
      const callback = (): void => void ran.push(x);
      for (let i = 0; i < times; i++) future.addDoneCallback(callback);
      return callback;
    };
    const [one, six] = [new Future<void>({ loop }), new Future<void>({ loop })];
    const first = add(one, 1, 1);
    counts.push(one.removeDoneCallback(first), one.removeDoneCallback(first));
    add(six, 2, 2);
    const many = add(six, 6, 3);
    add(six, 1, 4);
    counts.push(six.removeDoneCallback(many), six.removeDoneCallback(many));
    six.setResult();
    loop.advance();
    expect([counts, ran]).toEqual([
      [1, 0, 6, 0],
      [2, 2, 4],
    ]);
  });

  it('test_schedule_callbacks_list_mutation_1: a callback may remove others that are on their way', () => {
    const loop = makeLoop();
    const ran: string[] = [];
    const future = new Future<void>({ loop });
    const other = (): void => void ran.push('other');
    future.addDoneCallback(() => ran.push(`removed ${future.removeDoneCallback(other)}`));
    future.addDoneCallback(other);
    future.setResult();
    loop.advance();
    expect(ran).toEqual(['removed 0', 'other']);
  });

  it('a callback that is no function is refused, and nothing else is harmed', () => {
    const loop = makeLoop();
    const future = new Future<void>({ loop });
    expect(thrownBy(() => future.addDoneCallback(5 as never))).toEqual(
      new TypeError('a callable object was expected by addDoneCallback(), got 5'),
    );
    expect(String(future)).toBe('<Future pending>');
  });
});

describe('test_futures2', () => {
  it('FutureTests.test_future_traceback: a failed task throws the very same error each time, unchanged', () => {
    runVirtual(function* () {
      const oops = new TypeError('oops');
      const task = createTask(
        (function* () {
          throw oops;
        })(),
      );
      yield* turns(2);
      const { stack } = oops;
      for (let i = 0; i < 5; i++) expect(yield* failureOf(task)).toBe(oops);
      expect(oops.stack).toBe(stack);
    });
  });

  it('FutureReprTests.test_recursive_repr_for_pending_tasks: a task that returns all tasks has a finite text', () => {
    runVirtual(function* () {
      const task: Task<Task<unknown>[]> = createTask(
        (function* () {
          return [...allTasks()].filter((each) => each.getName() === 'it');
        })(),
        { name: 'it' },
      );
      yield* turns(2);
      expect(String(task)).toBe(
        "<Task finished name='it' coro=<(generator)()> result=[<Task finished name='it' coro=<(generator)()> result=…>]>",
      );
    });
  });
});
