/**
 * What CPython 3.13's `Lib/test/test_asyncio/test_tasks.py` pins down of `gather`; which loop it is on, is in
 * gather-loop.cpython.test.ts.
 */
import {
  type Awaitable,
  CancelledError,
  type Coroutine,
  coroutine,
  createTask,
  Future,
  sleep,
  type Task,
  ValueError,
} from '@asyncio-ts/tasks';
import { failureOf, runVirtual, thrownBy, turns } from '@asyncio-ts/test-kit';
import { describe, expect, it } from 'vitest';

import { gather, type GatherOptions } from '../src/index.js';

const one = new ValueError('one');
const two = new TypeError('two');

const future = (): Future<number> => new Future<number>();

/** Waits for a future, in a coroutine of its own. */
function* relay<T>(of: Future<T>): Coroutine<T> {
  return yield* of;
}

const say = coroutine(function* say(word: string): Coroutine<string> {
  return word;
});

/** In virtual time a second passes only when nothing is ready any more. */
function* settle(): Coroutine<void> {
  yield* sleep(1);
}

/** One entry for each call of a done callback: was it called with the future itself? */
function callsOf(watched: Future<unknown>): boolean[] {
  const calls: boolean[] = [];
  watched.addDoneCallback((done) => calls.push(done === watched));
  return calls;
}

describe.each<[string, (children: readonly Future<number>[]) => readonly Awaitable<number>[]]>([
  ['futures', (children) => children],
  ['coroutines', (children) => children.map(relay)],
])('gather of %s', (_kind, wrap) => {
  /** Two children in the wrong order, then the last one. */
  function* checkSuccess(options: GatherOptions = {}): Coroutine<void> {
    const [a, b, c] = [future(), future(), future()] as const;
    const all = gather(wrap([a, b, c]), options);
    const calls = callsOf(all);
    b.setResult(1);
    a.setResult(2);
    yield* settle();
    expect([all.done(), calls]).toEqual([false, []]);
    c.setResult(3);
    yield* settle();
    expect([all.result(), calls]).toEqual([[2, 1, 3], [true]]);
  }

  it('is done, once, when all are; the results are in the order of the arguments [test_tasks.GatherTestsBase.test_success]', () => {
    runVirtual(function* () {
      yield* checkSuccess();
      yield* checkSuccess({ returnExceptions: false });
    });
  });

  it('gives the same with returnExceptions, when all succeed [test_tasks.GatherTestsBase.test_result_exception_success]', () => {
    runVirtual(function* () {
      yield* checkSuccess({ returnExceptions: true });
    });
  });

  it('fails at once with the first error; what the others do later is ignored and not reported [test_tasks.GatherTestsBase.test_one_exception]', () => {
    runVirtual(function* () {
      const [a, b, c, d, e] = [future(), future(), future(), future(), future()] as const;
      const all = gather(wrap([a, b, c, d, e]));
      const calls = callsOf(all);
      a.setResult(1);
      b.setException(one);
      yield* settle();
      expect([all.exception(), calls]).toEqual([one, [true]]);
      expect(all.exception()).toBe(one);
      c.setResult(3);
      d.cancel();
      e.setException(two);
      yield* settle();
      expect(all.exception()).toBe(one);
      expect(calls).toEqual([true]);
    });
  });

  it('waits for all with returnExceptions, and puts the errors at their places [test_tasks.GatherTestsBase.test_return_exceptions]', () => {
    runVirtual(function* () {
      const [a, b, c, d] = [future(), future(), future(), future()] as const;
      const all = gather(wrap([a, b, c, d]), { returnExceptions: true });
      const calls = callsOf(all);
      b.setResult(1);
      c.setException(one);
      a.setResult(3);
      yield* settle();
      expect([all.done(), calls]).toEqual([false, []]);
      d.setException(two);
      yield* settle();
      const results = all.result();
      expect(results.slice(0, 2)).toEqual([3, 1]);
      expect(results[2]).toBe(one);
      expect(results[3]).toBe(two);
      expect([results.length, calls]).toEqual([4, [true]]);
    });
  });
});

describe('a cancelled child of a gather', () => {
  it('makes it fail with CancelledError, which is not to be cancelled [test_tasks.FutureGatherTests.test_one_cancellation]', () => {
    runVirtual(function* () {
      const [a, b, c, d, e] = [future(), future(), future(), future(), future()] as const;
      const all = gather([a, b, c, d, e]);
      const calls = callsOf(all);
      a.setResult(1);
      b.cancel();
      yield* settle();
      expect([all.done(), all.cancelled(), calls]).toEqual([true, false, [true]]);
      expect(all.exception()).toBeInstanceOf(CancelledError);
      expect([c, d, e].map((other) => other.done())).toEqual([false, false, false]);
      c.setResult(3);
      d.cancel();
      e.setException(two);
      yield* settle();
      expect(all.exception()).toBeInstanceOf(CancelledError);
      expect(calls).toEqual([true]);
    });
  });

  it('has a CancelledError at its place with returnExceptions [test_tasks.FutureGatherTests.test_result_exception_one_cancellation]', () => {
    runVirtual(function* () {
      const [a, b, c, d, e, f] = [future(), future(), future(), future(), future(), future()] as const;
      const all = gather([a, b, c, d, e, f], { returnExceptions: true });
      const calls = callsOf(all);
      a.setResult(1);
      b.setException(one);
      c.cancel();
      yield* settle();
      expect([all.done(), calls]).toEqual([false, []]);
      d.setResult(3);
      e.cancel();
      f.setException(two);
      const cancelled: unknown = expect.any(CancelledError);
      expect(yield* all).toEqual([1, one, cancelled, 3, cancelled, two]);
      expect(calls).toEqual([true]);
    });
  });
});

describe('gather of coroutines', () => {
  it('runs one that is given several times once, for all its places [test_tasks.CoroutineGatherTests.test_duplicate_coroutines]', () => {
    runVirtual(function* () {
      let calls = 0;
      const call = coroutine(function* count(): Coroutine<string> {
        yield* settle();
        return `call ${++calls}`;
      })();
      expect(yield* gather([call, call, say('def'), call])).toEqual(['call 1', 'call 1', 'def', 'call 1']);
    });
  });

  it('is cancelled with the task that awaits it, and all children with it; then there is nothing left to cancel [test_tasks.CoroutineGatherTests.test_cancellation_broadcast]', () => {
    runVirtual(function* () {
      const proof: string[] = [];
      const waiter = future();
      function* inner(): Coroutine<void> {
        yield* waiter;
        proof.push('inner');
      }
      const children: Task<void>[] = [createTask(inner()), createTask(inner())];
      const all = gather(children);
      function* outer(): Coroutine<void> {
        yield* all;
        proof.push('outer');
      }
      const task = createTask(outer());
      yield* turns(1);
      expect(task.cancel()).toBe(true);
      expect(yield* failureOf(task)).toBeInstanceOf(CancelledError);
      expect([all.cancel(), all.cancelled()]).toEqual([false, false]);
      expect([waiter, ...children].map((each) => each.cancelled())).toEqual([true, true, true]);
      yield* settle();
      expect(proof).toEqual([]);
    });
  });

  it('keeps the second error from being reported, when one has failed it already [test_tasks.CoroutineGatherTests.test_exception_marking]', () => {
    runVirtual(function* () {
      const [a, b] = [future(), future()];
      function* inner(waiter: Future<number>, error: Error): Coroutine<never> {
        yield* waiter;
        throw error;
      }
      function* outer(): Coroutine<void> {
        yield* gather([inner(a, one), inner(b, two)]);
      }
      const task = createTask(outer());
      yield* turns(2);
      a.setResult(0);
      yield* turns(1);
      b.setResult(0);
      yield* settle();
      expect(task.exception()).toBe(one);
    });
  });

  it('refuses what cannot be awaited; a coroutine before it runs on, into nothing [test_tasks.CoroutineGatherTests.test_issue46672]', () => {
    const log: string[] = [];
    function* first(): Coroutine<void> {
      log.push('first');
    }
    runVirtual(function* () {
      expect(thrownBy(() => gather([first(), {} as Awaitable<unknown>]))).toBeInstanceOf(TypeError);
      yield* settle();
    });
    expect(log).toEqual(['first']);
  });
});

describe('cancelling a gather', () => {
  it('is refused once all children are done, even before it is itself [test_tasks.BaseTaskTests.test_cancel_gather_1]', () => {
    runVirtual(function* () {
      const inner = future();
      const child = createTask(relay(inner));
      const all = gather([child]);
      yield* turns(1);
      const log: boolean[] = [];
      inner.addDoneCallback(() => log.push(child.done(), all.done(), all.cancel()));
      inner.setResult(42); // wakes the child first, then calls the callback
      expect(yield* all).toEqual([42]);
      expect(log).toEqual([true, false, false]);
      expect(all.cancelled()).toBe(false);
    });
  });

  // A message is a string here, as that of every Error.
  it.each([undefined, '', 'my message'])(
    'through the task that awaits it throws there in spite of returnExceptions, with the message %j [test_tasks.BaseTaskTests.test_cancel_gather_2]',
    (message) => {
      runVirtual(function* () {
        let rounds = 0;
        function* repeat(): Coroutine<void> {
          for (; rounds < 20; rounds++) yield* gather([sleep(1)], { returnExceptions: true });
        }
        const task = createTask(repeat());
        yield* sleep(2.5);
        task.cancel(message);
        const error = yield* failureOf(task);
        expect(error).toEqual(new CancelledError(message));
        expect((error as CancelledError).cause).toBeUndefined();
        expect(rounds).toBe(2);
      });
    },
  );
});
