import { ContextVar, RuntimeError } from '@asyncio-ts/contextvars';
import { EventLoop } from '@asyncio-ts/loop';
import { CancelledError, createTask, Future, InvalidStateError, run, sleep } from '@asyncio-ts/tasks';
import { failureOf, runReporting, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

describe('a future', () => {
  it('is pending until it is settled', () => {
    runVirtual(function* () {
      const future = new Future<number>();
      expect([future.done(), future.cancelled()]).toEqual([false, false]);
      expect(thrownBy(() => future.result())).toBeInstanceOf(InvalidStateError);
      expect(String(thrownBy(() => future.result()))).toContain('Result is not set.');
      expect(String(thrownBy(() => future.exception()))).toContain('Exception is not set.');
      expect(String(future)).toBe('<Future pending>');
    });
  });

  it('has a result', () => {
    runVirtual(function* () {
      const future = new Future<number>();
      future.setResult(7);
      expect([future.done(), future.cancelled(), future.result(), future.exception()]).toEqual([
        true,
        false,
        7,
        undefined,
      ]);
      expect(String(future)).toBe('<Future finished result=7>');
      expect(yield* future).toBe(7);
    });
  });

  it('has an exception, even `undefined`', () => {
    runVirtual(function* () {
      // A class that is none of errors is an odd thing to throw, and the program's own business.
      for (const error of [new TypeError('no'), undefined, 'text', Date]) {
        const future = new Future<number>();
        future.setException(error);
        expect(future.exception()).toBe(error);
        expect(thrownBy(() => future.result())).toBe(error);
        expect(yield* failureOf(future)).toBe(error);
      }
    });
  });

  it('is cancelled, and keeps its message', () => {
    runVirtual(function* () {
      const future = new Future<number>();
      expect(future.cancel('why')).toBe(true);
      expect(future.cancel('again')).toBe(false);
      expect([future.done(), future.cancelled()]).toEqual([true, true]);
      for (let time = 0; time < 2; time++) {
        expect(thrownBy(() => future.result())).toEqual(new CancelledError('why'));
        expect(thrownBy(() => future.exception())).toEqual(new CancelledError('why'));
      }
      expect(yield* failureOf(future)).toBeInstanceOf(CancelledError);
      expect(String(future)).toBe('<Future cancelled>');
    });
  });

  it('is settled once', () => {
    runVirtual(function* () {
      const future = new Future<number>();
      future.setResult(1);
      const again = thrownBy(() => {
        future.setResult(2);
      });
      expect(again).toBeInstanceOf(InvalidStateError);
      expect(String(again)).toContain('<Future finished result=1> is done already');
      expect(
        thrownBy(() => {
          future.setException(new TypeError('no'));
        }),
      ).toBeInstanceOf(InvalidStateError);
      expect(future.result()).toBe(1);
    });
  });

  it('shows its callbacks', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      const [a, b, c] = [
        function a() {
          /* */
        },
        function b() {
          /* */
        },
        function c() {
          /* */
        },
      ];
      future.addDoneCallback(a);
      expect(String(future)).toBe('<Future pending cb=[function a()]>');
      future.addDoneCallback(b);
      expect(String(future)).toBe('<Future pending cb=[function a(), function b()]>');
      future.addDoneCallback(c);
      expect(String(future)).toBe('<Future pending cb=[function a(), <1 more>, function c()]>');
      for (const callback of [a, b, c]) future.removeDoneCallback(callback);
      expect(String(future)).toBe('<Future pending cb=[]>');
      const task = createTask(waits(future), { name: 'waiter' });
      yield* sleep(0);
      expect(String(future)).toBe('<Future pending cb=[wakeup of waiter]>');
      future.setResult();
      yield* task;
    });
  });
});

describe('done callbacks', () => {
  it('run in a later turn, in the order they were added, never inside setResult', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const future = new Future<string>();
      future.addDoneCallback((done) => log.push(`first ${done.result()}`));
      future.addDoneCallback((done) => log.push(`second ${done.result()}`));
      future.setResult('x');
      expect(log).toEqual([]);
      future.addDoneCallback((done) => log.push(`third ${done.result()}`)); // added when it is done
      yield* sleep(0);
      expect(log).toEqual(['first x', 'second x', 'third x']);
    });
  });

  it('see the context variables of the place where they were added', () => {
    const who = new ContextVar('who', { default: 'nobody' });
    runVirtual(function* () {
      const log: string[] = [];
      const future = new Future<void>();
      who.set('Ann');
      future.addDoneCallback(() => log.push(who.get()));
      who.set('Bob');
      future.addDoneCallback(() => log.push(who.get()));
      who.set('Cleo');
      future.setResult();
      yield* sleep(0);
      expect(log).toEqual(['Ann', 'Bob']);
    });
  });

  it('are removed by function, all of them, and counted', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const future = new Future<void>();
      const [a, b] = [() => void log.push('a'), () => void log.push('b')];
      expect(future.removeDoneCallback(a)).toBe(0);
      future.addDoneCallback(a);
      expect(future.removeDoneCallback(b)).toBe(0);
      expect(future.removeDoneCallback(a)).toBe(1);
      for (const callback of [a, b, a, a, b]) future.addDoneCallback(callback);
      expect(future.removeDoneCallback(a)).toBe(3);
      expect(future.removeDoneCallback(a)).toBe(0);
      future.setResult();
      yield* sleep(0);
      expect(log).toEqual(['b', 'b']);
    });
  });

  it('leave nothing behind on a future that many waited for', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      const keep = () => undefined;
      future.addDoneCallback(keep);
      for (let i = 0; i < 1_000; i++) {
        const callback = () => undefined;
        future.addDoneCallback(callback);
        future.removeDoneCallback(callback);
      }
      expect(String(future)).toBe('<Future pending cb=[function keep()]>');
    });
  });

  it('that are no functions are refused, and nothing else is harmed', () => {
    runVirtual(function* () {
      const future = new Future<void>();
      expect(thrownBy(() => future.addDoneCallback(5 as never))).toEqual(
        new TypeError('a callable object was expected by addDoneCallback(), got 5'),
      );
      expect(String(future)).toBe('<Future pending>');
    });
  });

  it('that throw are reported, and the others run', () => {
    const { result, reported } = runReporting(function* () {
      let ran = false;
      const future = new Future<void>();
      future.addDoneCallback(function broken() {
        throw new TypeError('no');
      });
      future.addDoneCallback(() => {
        ran = true;
      });
      future.setResult();
      yield* turns(2);
      return ran;
    });

    expect(result).toBe(true);
    expect(reported).toMatchObject([
      { message: 'Exception in callback function broken()', exception: new TypeError('no') },
    ]);
    expect(String(reported[0]!.handle)).toBe('<Handle function broken()>');
  });
});

describe('awaiting a future', () => {
  it('suspends until it is done, whoever waits, in the order they came', () => {
    runVirtual(function* () {
      const log: string[] = [];
      const future = new Future<string>();
      function* waiter(name: string) {
        log.push(`${name} ${yield* future}`);
      }
      createTask(waiter('first'));
      createTask(waiter('second'));
      yield* sleep(0);
      future.setResult('x');
      yield* sleep(0);
      expect(log).toEqual(['first x', 'second x']);
    });
  });

  it('works in async functions, with results, errors and cancellation', async () => {
    const loop = new EventLoop();
    const [good, bad, gone] = [
      new Future<number>({ loop }),
      new Future<number>({ loop }),
      new Future<number>({ loop }),
    ];
    const all = Promise.allSettled([good, bad, gone]);
    good.setResult(1);
    bad.setException(new TypeError('no'));
    gone.cancel('enough');
    await run(nothing(), { loopFactory: () => loop });

    expect(await all).toEqual([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: new TypeError('no') },
      { status: 'rejected', reason: new CancelledError('enough') },
    ]);
  });
});

it('is no list: iterating it without a task is an error, not an endless loop', () => {
  runVirtual(function* () {
    const future = new Future<number>();
    const error = thrownBy(() => Array.from(future));
    expect(error).toBeInstanceOf(RuntimeError);
    expect(String(error)).toBe(
      "RuntimeError: await wasn't used with future: <Future pending>\n" +
        '  A future is no list: await it with yield* in a coroutine, or with await',
    );
    createTask(settles(future)); // and it can be awaited all the same
    expect(yield* future).toBe(1);
  });
});

it('that somebody iterated by mistake is still no thing to yield without star', () => {
  runVirtual(function* () {
    const future = new Future<number>();
    thrownBy(() => Array.from(future));
    const task = createTask(
      (function* () {
        // eslint-disable-next-line asyncio/no-bare-yield -- the mistake that is tested
        yield future as never;
      })(),
    );
    createTask(settles(future));
    expect(String(yield* failureOf(task))).toContain('yield was used instead of yield* in task');
  });
});

it('can be awaited by a task although somebody stepped an await of it by hand, and gave up', () => {
  runVirtual(function* () {
    const future = new Future<number>();
    function* waits() {
      return yield* future;
    }
    const byHand = [waits(), waits()];
    for (const each of byHand) expect(each.next().done).toBe(false);
    createTask(settles(future));
    expect(yield* future).toBe(1);
    for (const each of byHand) expect(each.next()).toEqual({ done: true, value: 1 });
  });
});

describe('an error that nobody retrieves', () => {
  it('is reported when the loop closes, with the task that failed', () => {
    const { reported } = runReporting(function* () {
      createTask(fails(), { name: 'forgotten' });
      yield* sleep(1);
    });

    expect(reported).toMatchObject([
      { message: 'Task exception was never retrieved', exception: new TypeError('no') },
    ]);
    expect(String(reported[0]!.future)).toContain(`<Task finished name='forgotten'`);
  });

  it('is not reported once somebody has looked', () => {
    const { reported } = runReporting(function* () {
      const tasks = [createTask(fails()), createTask(fails()), createTask(fails())] as const;
      yield* sleep(1);
      tasks[0].exception();
      thrownBy(() => tasks[1].result());
      yield* failureOf(tasks[2]);
    });

    expect(reported).toEqual([]);
  });

  it('of a future made by hand is reported, too', () => {
    const { reported } = runReporting(function* () {
      new Future().setException('lost');
    });

    expect(reported).toMatchObject([{ message: 'Future exception was never retrieved', exception: 'lost' }]);
  });
});

function* nothing() {
  // Only the loop's turns are wanted.
}

function* settles(future: Future<number>) {
  future.setResult(1);
}

function* fails() {
  yield* sleep(0);
  throw new TypeError('no');
}

function* waits(future: Future<void>) {
  yield* future;
}
